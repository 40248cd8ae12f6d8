package dev.phleet.analyzer.correlation.cluster;

import java.time.Duration;

/**
 * The times of a rule.
 *
 * @param window W: within how much event time what the rule needs must come
 * @param quiet an incident closes after this long without a new event; also what separates two
 *     clusters
 * @param grace how long what has ended is kept, so that late events still find it
 * @param update at most one update in this time for counts alone
 */
public record ClusterTiming(Duration window, Duration quiet, Duration grace, Duration update) {
  private static final long NANOS_PER_MICRO = 1000;

  long windowMicros() {
    return micros(window);
  }

  long quietMicros() {
    return micros(quiet);
  }

  /** What separates two clusters: never less than W, within which events belong together. */
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
