package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OverheadFiguresTest {
  @Test
  void shouldCompareWithTheBareCallOfTheSameRound() {
    OverheadFigures figures = new OverheadFigures();
    // The machine is twice as slow in the second round; what is added is not.
    add(figures, 100, 170, 219);
    add(figures, 200, 270, 319);
    add(figures, 100, 170, 219);

    assertThat(figures.added(OverheadFigures.EMPTY)).isEqualTo(new Spread(70, 70, 70));
    assertThat(figures.added("normal")).isEqualTo(new Spread(119, 119, 119));
    assertThat(figures.ratio("normal").orElseThrow()).isCloseTo(1.7, within(1e-9));
    assertThat(figures.cost(OverheadFigures.BARE).median()).isEqualTo(100);
  }

  @Test
  void shouldGiveThePercentageOfEachRoundAndNotOfTheMedians() {
    OverheadFigures figures = new OverheadFigures();
    add(figures, 100, 110, 150);
    add(figures, 200, 220, 300);
    add(figures, 400, 440, 1000);

    assertThat(figures.percent(OverheadFigures.EMPTY)).isEqualTo(new Spread(10, 10, 10));
    assertThat(figures.percent("normal")).isEqualTo(new Spread(50, 50, 100));
  }

  @Test
  void shouldNotDivideByAnEmptyProgramThatIsLostInTheNoise() {
    OverheadFigures figures = new OverheadFigures();
    add(figures, 100, 99, 105);
    add(figures, 100, 99, 105);
    add(figures, 100, 101, 105);

    assertThat(figures.ratio("normal")).isEmpty();
  }

  private static void add(OverheadFigures figures, double bare, double empty, double normal) {
    figures.add(OverheadFigures.BARE, bare);
    figures.add(OverheadFigures.EMPTY, empty);
    figures.add("normal", normal);
  }
}
