package dev.phleet.collector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.phleet.collector.detector.TapedTrace;
import dev.phleet.collector.evaluate.Roc.Point;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Curves and areas that are known by hand, and all others against counting pairs. */
final class RocTest {
  @Test
  void shouldGoThroughTheCornerWhenEveryAttackIsAboveEveryNormal() {
    Roc roc = roc(List.of(7, 5), List.of(3, 0));

    assertThat(roc.area()).isEqualTo(1);
    assertThat(roc.points())
        .containsExactly(
            new Point(0, 0),
            new Point(0, 0.5),
            new Point(0, 1),
            new Point(0.5, 1),
            new Point(1, 1));
  }

  @Test
  void shouldBeADiagonalWhenAllScoresAreTheSame() {
    Roc roc = roc(List.of(4, 4, 4), List.of(4, 4));

    assertThat(roc.area()).isEqualTo(0.5);
    assertThat(roc.points()).containsExactly(new Point(0, 0), new Point(1, 1));
  }

  @Test
  void shouldCountATieHalf() {
    // Of the six pairs four are in the right order, one is a tie: (4 + 0.5) / 6.
    assertThat(roc(List.of(5, 2), List.of(1, 2, 3)).area()).isEqualTo(0.75, within(1e-12));
  }

  @Test
  void shouldHaveNoAreaWithoutAttacksOrWithoutNormalOnes() {
    assertThat(roc(List.of(), List.of(1)).area()).isNaN();
    assertThat(roc(List.of(1), List.of()).area()).isNaN();
    assertThat(roc(List.of(1), List.of()).points()).isEmpty();
  }

  @Property(tries = 500)
  void shouldBeTheShareOfPairsInTheRightOrder(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 12) Integer> attacks,
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 12) Integer> normal) {
    double right = 0;
    for (int attack : attacks) {
      for (int other : normal) {
        right += attack > other ? 1 : attack == other ? 0.5 : 0;
      }
    }
    assertThat(roc(attacks, normal).area())
        .isEqualTo(right / attacks.size() / normal.size(), within(1e-9));
  }

  private static Roc roc(List<Integer> attacks, List<Integer> normal) {
    List<Case> cases = new ArrayList<>();
    attacks.forEach(score -> cases.add(one(true, score)));
    normal.forEach(score -> cases.add(one(false, score)));
    return Roc.of(cases, TapedTrace::maxLfc);
  }

  private static Case one(boolean isAttack, int score) {
    return new Case(isAttack, List.of(new TapedTrace(100, score, score, 0, 0, 0)));
  }
}
