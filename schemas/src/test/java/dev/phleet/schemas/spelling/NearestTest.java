package dev.phleet.schemas.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "batch, batch, 0",
    "bach, batch, 1",
    "batcch, batch, 1",
    "botch, batch, 1",
    "kitten, sitting, 3"
  })
  void shouldCountTheCharactersThatDiffer(String a, String b, int distance) {
    assertThat(Nearest.distance(a, b)).isEqualTo(distance);
  }

  @Property(tries = 300)
  void shouldBeADistance(
      @ForAll @AlphaChars @StringLength(max = 12) String a,
      @ForAll @AlphaChars @StringLength(max = 12) String b,
      @ForAll @AlphaChars @StringLength(max = 12) String c) {
    assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a));
    assertThat(Nearest.distance(a, b) == 0).isEqualTo(a.equals(b));
    assertThat(Nearest.distance(a, c))
        .isLessThanOrEqualTo(Nearest.distance(a, b) + Nearest.distance(b, c));
  }

  @Test
  void shouldTakeTheFirstInTheAlphabetOfSeveralAndNoneThatIsFar() {
    assertThat(Nearest.to("cat", List.of("hat", "bat"))).contains("bat");
    assertThat(Nearest.to("cat", List.of("elephant"))).isEmpty();
    assertThat(Nearest.to("cat", List.of("hat"), 0)).isEmpty();
    assertThat(Nearest.to("cat", List.of())).isEmpty();
  }
}
