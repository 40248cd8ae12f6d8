package dev.phleet.collector.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.profile.ProfileImage.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PairListTest {
  private static final int HIGHEST = ProfileImage.HIGHEST_CODE;

  @Test
  void shouldHoldThePairsOfAnyCallsAndDistances() {
    List<Pair> pairs =
        List.of(
            new Pair(1, 1, 1),
            new Pair(HIGHEST, HIGHEST, 0xff),
            new Pair(HIGHEST, 1, 0x80),
            new Pair(1, HIGHEST, 0x7f));

    PairList packed = PairList.of(pairs);

    assertThat(packed).isEqualTo(pairs).hasSameHashCodeAs(pairs);
    assertThat(packed.bits()).isEqualTo(1 + 8 + 1 + 7);
    assertThat(PairList.of(packed)).isSameAs(packed);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "-1, 1, 1", "3073, 1, 1", "1, 3073, 1", "1, 1, 0", "1, 1, 256"})
  void shouldRefuseWhatIsNoPair(int current, int previous, int distances) {
    assertThatThrownBy(() -> PairList.of(List.of(new Pair(current, previous, distances))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not what a profile can hold");
  }

  @ParameterizedTest
  @CsvSource({"5, 7", "7, 5"})
  void shouldRefuseAPairThatIsListedTwiceWhateverTheirOrder(int first, int second) {
    var counters = Images.random(1, 11).counters();
    List<Pair> pairs =
        List.of(new Pair(first, 5, 1), new Pair(second, 5, 1), new Pair(first, 5, 2));

    assertThatThrownBy(() -> ProfileImage.of(1, counters, List.of(5, 7), List.of(), pairs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void shouldRefuseAPairOfACallThatIsNotListed() {
    var counters = Images.random(1, 11).counters();

    assertThatThrownBy(
            () -> ProfileImage.of(1, counters, List.of(5), List.of(new Pair(5, 7, 1)), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("previous=7");
  }
}
