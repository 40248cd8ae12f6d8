package dev.phleet.analyzer.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventClockTest {
  private final EventClock clock = new EventClock();

  @Test
  void shouldKnowNoTimeBeforeTheFirstEvent() {
    assertThat(clock.now(5)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void shouldFollowTheNewestEventAndNeverGoBack() {
    clock.see(10_000, 1);
    clock.see(7_000, 1);
    assertThat(clock.now(1)).isEqualTo(10_000);
    clock.see(50_000, 1);
    assertThat(clock.now(1)).isEqualTo(50_000);
  }

  @Test
  void shouldRunOnWithTheMachinesClockWhileNothingArrives() {
    clock.see(10_000, 100);
    assertThat(clock.now(103)).isEqualTo(13_000);
    clock.see(12_000, 104);
    assertThat(clock.now(105)).isEqualTo(15_000);
  }

  @Test
  void shouldNotGoBackWhenTheMachinesClockDoes() {
    clock.see(10_000, 100);
    assertThat(clock.now(50)).isEqualTo(10_000);
  }
}
