package dev.phleet.collector.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.phleet.collector.libbpf.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class BootClockTest {
  private final BootClock clock = new BootClock();

  @Test
  void shouldAgreeWithTheWallClock() {
    assertThat(clock.now()).isCloseTo(Instant.now(), within(200, ChronoUnit.MILLIS));
  }

  @Test
  void shouldKeepDistancesAndDropNothingButNanoseconds() {
    long boot = SystemClock.bootNanos();

    assertThat(Duration.between(clock.wall(boot), clock.wall(boot + 1_234_000)))
        .isBetween(Duration.ofNanos(1_233_000), Duration.ofNanos(1_235_000));
    assertThat(clock.wall(boot)).isEqualTo(clock.wall(boot).truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  void shouldTurnAWallClockTimeBackIntoOneSinceBoot() {
    long boot = SystemClock.bootNanos();

    assertThat(clock.boot(clock.wall(boot))).isBetween(boot - 999, boot);
    assertThat(clock.boot(Instant.EPOCH)).as("before the boot").isNegative();
    assertThat(clock.boot(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
    assertThat(clock.boot(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
  }
}
