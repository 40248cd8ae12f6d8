package dev.phleet.analyzer.correlation;

import dev.phleet.schemas.event.Severity;
import java.time.Duration;

/**
 * When the same surprise on several hosts is an incident.
 *
 * @param enabled whether it ever is
 * @param severity how much it matters when K hosts show it; one step more from 2 K on, two from 5 K
 * @param hosts K: how many distinct hosts must show a signature, at least 2
 * @param window W: within how much event time they must show it
 * @param quiet an incident closes after this long without a new event; also what separates two
 *     sessions
 * @param grace how long what has ended is kept, so that late events still find it
 * @param update at most one update in this time for counts alone
 * @param unshared how many signatures of one executable on one host, that are in no incident, are
 *     remembered; at least 1
 */
public record SpreadSettings(
    boolean enabled,
    Severity severity,
    int hosts,
    Duration window,
    Duration quiet,
    Duration grace,
    Duration update,
    int unshared) {
  private static final long NANOS_PER_MICRO = 1000;

  long windowMicros() {
    return micros(window);
  }

  long quietMicros() {
    return micros(quiet);
  }

  /**
   * What separates two sessions: the quiet time, and never less than W, within which events belong
   * together.
   */
  long gapMicros() {
    return Math.max(micros(quiet), micros(window));
  }

  /** How old an event may be, behind the clock, and still count. */
  long memoryMicros() {
    return gapMicros() + micros(grace);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / NANOS_PER_MICRO;
  }
}
