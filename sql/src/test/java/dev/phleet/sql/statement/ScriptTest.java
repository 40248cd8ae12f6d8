package dev.phleet.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where statements end. */
class ScriptTest {
  @Test
  void shouldSplitAtSemicolonsOutsideOfQuotesAndComments() {
    Script script =
        Script.of(
            """
            -- one; comment
            SELECT 'a;''b', `c;d`, "e;f" /* g;h */ FROM t;;
              SELECT 2
            """);
    assertThat(script.statements())
        .containsExactly("SELECT 'a;''b', `c;d`, \"e;f\"   FROM t", "SELECT 2");
    assertThat(script.complete()).isFalse();
  }

  @Test
  void shouldKeepHintsWhichLookLikeComments() {
    assertThat(Script.of("SELECT 1 /*+ OPTIONS('a'=';') */;").statements())
        .containsExactly("SELECT 1 /*+ OPTIONS('a'=';') */");
  }

  @Test
  void shouldBeCompleteWhenNothingButCommentsFollowsTheLastSemicolon() {
    assertThat(Script.of("SELECT 1; -- over").complete()).isTrue();
    assertThat(Script.of("SELECT 1; /* over").complete()).isTrue();
    assertThat(Script.of("SELECT 'a;").complete()).isFalse();
    assertThat(Script.of("  ").complete()).isTrue();
    assertThat(Script.of("  ").statements()).isEmpty();
  }

  @Test
  void shouldKnowSettings() {
    assertThat(Setting.in("set 'a.b' = 'c d'"))
        .contains(new Setting(Optional.of("a.b"), Optional.of("c d")));
    assertThat(Setting.in("RESET 'a.b'"))
        .contains(new Setting(Optional.of("a.b"), Optional.empty()));
    assertThat(Setting.in("RESET")).contains(new Setting(Optional.empty(), Optional.empty()));
    assertThat(Setting.in("SELECT 1")).isEmpty();
  }
}
