package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void shouldGiveMedianAndQuartilesInWhateverOrderTheSamplesCome() {
    assertThat(Spread.of(List.of(5.0, 1.0, 4.0, 2.0, 3.0))).isEqualTo(new Spread(3.0, 2.0, 4.0));
  }

  @Test
  void shouldInterpolateBetweenTwoSamples() {
    assertThat(Spread.of(List.of(10.0, 20.0))).isEqualTo(new Spread(15.0, 12.5, 17.5));
  }

  @Test
  void shouldBeOnePointForOneSample() {
    assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7.0, 7.0, 7.0));
  }

  @Test
  void shouldSayHowSureAMedianIsByTheOrderOfItsSamples() {
    List<Double> samples = IntStream.rangeClosed(1, 20).mapToObj(n -> (double) n).toList();

    assertThat(Spread.errorOfMedian(samples)).as("from the 6th to the 15th").hasValue(4.5);
    assertThat(Spread.errorOfMedian(samples.subList(0, 6))).as("all of them").hasValue(2.5);
    assertThat(Spread.errorOfMedian(samples.subList(0, 5))).isEmpty();
  }

  @Test
  void shouldRefuseNoSamples() {
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
  }
}
