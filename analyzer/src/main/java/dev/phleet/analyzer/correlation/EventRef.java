package dev.phleet.analyzer.correlation;

import java.util.Comparator;

/**
 * Identity of one event, with its time. The order (time, host, run, sequence) is total and the same
 * on every run, so whatever is chosen by it ("the first anomaly", "the oldest hundred") does not
 * depend on the order of arrival.
 *
 * @param time event time, microseconds
 * @param hostId host of the event
 * @param runId run of its collector
 * @param sequence its number in that run
 */
public record EventRef(long time, String hostId, String runId, long sequence)
    implements Comparable<EventRef> {
  private static final Comparator<EventRef> ORDER =
      Comparator.comparingLong(EventRef::time)
          .thenComparing(EventRef::hostId)
          .thenComparing(EventRef::runId)
          .thenComparingLong(EventRef::sequence);

  @Override
  public int compareTo(EventRef other) {
    return ORDER.compare(this, other);
  }
}
