package dev.phleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final Gathering gathering = new Gathering(0);

  @Test
  void shouldTakeTheFirstEventAtOnce() {
    assertThat(gathering.left(0)).isZero();
  }

  @Test
  void shouldLetThoseGatherThatFollowOthers() {
    gathering.drained(0);
    assertThat(gathering.left(20 * MILLI)).isEqualTo(Duration.ofMillis(130));
    gathering.drained(150 * MILLI);
    assertThat(gathering.left(151 * MILLI)).isEqualTo(Duration.ofMillis(149));
  }

  @Test
  void shouldTakeAnEventAtOnceThatComesAfterAQuietMoment() {
    gathering.drained(0);
    assertThat(gathering.left(150 * MILLI)).isZero();
    assertThat(gathering.left(7_000 * MILLI)).isNegative();
  }

  @Test
  void shouldNotMindWhereTheClockBegins() {
    Gathering late = new Gathering(Long.MAX_VALUE);
    assertThat(late.left(Long.MAX_VALUE)).isZero();
    late.drained(Long.MAX_VALUE);
    // It has begun again below zero.
    assertThat(late.left(Long.MIN_VALUE + 50 * MILLI - 1)).isEqualTo(Duration.ofMillis(100));
  }
}
