package dev.phleet.collector.clock;

import dev.phleet.collector.libbpf.SystemClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns times since boot into wall-clock times. The difference is measured again with every {@link
 * #measure()}, so that a wall clock that was set is followed.
 */
public final class BootClock {
  private static final long NANOS = 1_000_000_000L;

  /** CLOCK_REALTIME - CLOCK_BOOTTIME, nanoseconds. */
  private final AtomicLong offset = new AtomicLong();

  /** Measures the difference a first time. */
  public BootClock() {
    measure();
  }

  /** Measures the difference between the two clocks. */
  public void measure() {
    // The wall clock is read between two readings of the other: half of what passed is the error.
    long before = SystemClock.bootNanos();
    long wall = SystemClock.wallNanos();
    long after = SystemClock.bootNanos();
    offset.set(wall - (before + (after - before) / 2));
  }

  /**
   * The wall-clock time of a time since boot, in whole microseconds.
   *
   * @param bootNanos nanoseconds since boot
   */
  public Instant wall(long bootNanos) {
    long nanos = bootNanos + offset.get();
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
        .truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * The same as whole microseconds since 1970.
   *
   * @param bootNanos nanoseconds since boot
   */
  public long wallMicros(long bootNanos) {
    return Math.floorDiv(bootNanos + offset.get(), 1_000L);
  }

  /**
   * The time since boot of a wall-clock time, nanoseconds; negative before the boot. Beyond 292
   * years the furthest there is.
   */
  public long boot(Instant wall) {
    try {
      long nanos = Math.multiplyExact(wall.getEpochSecond(), NANOS);
      return Math.subtractExact(Math.addExact(nanos, wall.getNano()), offset.get());
    } catch (ArithmeticException beyond) {
      return wall.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The wall-clock time now, in whole microseconds. */
  public Instant now() {
    return wall(SystemClock.bootNanos());
  }
}
