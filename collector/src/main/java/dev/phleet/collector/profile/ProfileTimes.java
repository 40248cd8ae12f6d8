package dev.phleet.collector.profile;

import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.event.Counters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongUnaryOperator;

/**
 * Times of a profile: nanoseconds since boot inside, microseconds since 1970 on disk, so that
 * suspend and reboot skew nothing. What happened before this boot is negative inside.
 */
final class ProfileTimes {
  private final BootClock clock;

  ProfileTimes(BootClock clock) {
    this.clock = clock;
  }

  /** An image for the disk. */
  ProfileImage onDisk(ProfileImage image) {
    LongUnaryOperator wall = boot -> ChronoUnit.MICROS.between(Instant.EPOCH, clock.wall(boot));
    return image.counting(
        with(image.counters(), wall, normal -> Math.max(1, wall.applyAsLong(normal))));
  }

  /** An image of the disk. */
  ProfileImage inside(ProfileImage image) {
    LongUnaryOperator boot = micros -> clock.boot(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    // The kernel compares a normal time as unsigned, and 0 is none: one before boot is just over.
    return image.counting(
        with(image.counters(), boot, normal -> Math.max(1, boot.applyAsLong(normal))));
  }

  private static Counters with(Counters c, LongUnaryOperator time, LongUnaryOperator normal) {
    return new Counters(
        c.calls(),
        c.trainCount(),
        c.lastModCount(),
        c.sequences(),
        c.anomalies(),
        time.applyAsLong(c.firstSeen()),
        time.applyAsLong(c.lastChange()),
        c.normalTime() == 0 ? 0 : normal.applyAsLong(c.normalTime()),
        c.state(),
        c.distinctCalls(),
        c.pairs(),
        c.ignored(),
        c.gramMisses(),
        c.scoresOver(),
        c.grams(),
        c.callSets());
  }
}
