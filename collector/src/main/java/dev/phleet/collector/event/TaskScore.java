package dev.phleet.collector.event;

/**
 * What the second opinions make of a task, beside its locality frame count.
 *
 * @param anomalies calls with a missing pair since the task is tested
 * @param gramMisses calls with a missing gram since the task is tested
 * @param score per mille: both of these of the calls, and the weighted distance of its set of calls
 * @param setDistance distance of its set of calls from the nearest known one, per mille, when it
 *     was last compared
 * @param gramMissing whether the call's own gram is missing
 * @param opinions bits of {@code enum opinion}: who holds the call, or the task, to be an anomaly
 */
public record TaskScore(
    int anomalies, int gramMisses, int score, int setDistance, boolean gramMissing, int opinions) {
  private static final int PAIRS = 1;
  private static final int SCORE = 2;

  /** Of an event that nobody holds to be an anomaly. */
  public static final TaskScore NONE = new TaskScore(0, 0, 0, 0, false, 0);

  /** Whether the call has a pair that the test data lacks. */
  public boolean raisedByPairs() {
    return (opinions & PAIRS) != 0;
  }

  /** Whether the task's score has just crossed its limit. */
  public boolean raisedByScore() {
    return (opinions & SCORE) != 0;
  }
}
