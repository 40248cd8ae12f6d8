package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OverheadRowTest {
  @Test
  void shouldFindEveryRowByItsNameAndNothingElse() {
    for (OverheadRow row : OverheadRow.values()) {
      assertThat(OverheadRow.named(row.label())).contains(row);
    }
    assertThat(OverheadRow.named("GETPPID")).isEmpty();
    assertThat(OverheadRow.named("")).isEmpty();
  }

  @Test
  void shouldLeaveOutTwoThreadsWhereThereIsOneCpu() {
    assertThat(OverheadRow.possible(1))
        .hasSize(OverheadRow.values().length - 1)
        .doesNotContain(OverheadRow.THREADS);
    assertThat(OverheadRow.possible(2)).containsExactly(OverheadRow.values());
  }

  @Test
  void shouldAgreeWithThePercentagesThatThePublishedTimesCameWith() {
    for (OverheadRow row : OverheadRow.values()) {
      for (OverheadRow.Measure measure : row.measures()) {
        measure
            .published()
            .ifPresent(
                published ->
                    // The times without it are rounded to three places.
                    assertThat(100 * published.adds() / published.bare())
                        .as(row.label())
                        .isCloseTo(published.percent(), within(published.percent() / 100)));
      }
    }
  }
}
