package dev.phleet.analyzer.correlation;

/**
 * The time by which incidents close. It follows the newest event (so that old records read again
 * close what they closed the first time), and runs on with the machine's clock while nothing
 * arrives (so that the last incident closes too).
 */
public final class EventClock {
  private static final long MICROS_PER_MILLI = 1000;

  private long newest = Long.MIN_VALUE;
  private long seenAtMillis;

  /**
   * Notes an event of time {@code micros}, seen when the machine's clock said {@code wallMillis}.
   */
  public void see(long micros, long wallMillis) {
    if (newest == Long.MIN_VALUE || micros > now(wallMillis)) {
      newest = micros;
      seenAtMillis = wallMillis;
    }
  }

  /** The time now, microseconds; {@link Long#MIN_VALUE} before the first event. */
  public long now(long wallMillis) {
    if (newest == Long.MIN_VALUE) {
      return newest;
    }
    return newest + Math.max(0, wallMillis - seenAtMillis) * MICROS_PER_MILLI;
  }
}
