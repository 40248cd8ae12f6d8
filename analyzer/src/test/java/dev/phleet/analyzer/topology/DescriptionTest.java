package dev.phleet.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.ocsf.FindingChoice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The topology as a text that is reviewed. Names in it are names of state and of topics: a change
 * that shows here may lose state on an upgrade. To renew it: -Dgolden=print prints what the file
 * should hold.
 */
class DescriptionTest {
  private static String description() {
    return description(FindingChoice.NONE);
  }

  private static String description(FindingChoice findings) {
    return FleetTopology.build(
            Bench.SETTINGS.with(findings),
            EventSerdes.of(new InMemoryRegistryClient()),
            RegistryPatience.until(() -> false),
            () -> Long.MAX_VALUE)
        .describe()
        .toString();
  }

  @Test
  void shouldBeTheOneThatWasReviewed() throws IOException {
    String now = description();
    if ("print".equals(System.getProperty("golden"))) {
      System.out.println(now);
    }
    try (InputStream golden = getClass().getResourceAsStream("topology.txt")) {
      assertThat(golden).isNotNull();
      assertThat(now.strip())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @Test
  void shouldNameEverything() {
    assertThat(description()).doesNotContainPattern("KSTREAM-[A-Z]+-\\d+");
    assertThat(description(FindingChoice.ALL)).doesNotContainPattern("KSTREAM-[A-Z]+-\\d+");
  }

  @Test
  void shouldKeepItsStateAndTopicsWhenFindingsAreSwitchedOn() {
    Pattern kept = Pattern.compile("stores: \\[[^]]*]|topics?: \\S+");
    assertThat(kept.matcher(description(FindingChoice.ALL)).results().map(MatchResult::group))
        .containsAll(
            kept.matcher(description()).results().map(MatchResult::group).distinct().toList());
  }
}
