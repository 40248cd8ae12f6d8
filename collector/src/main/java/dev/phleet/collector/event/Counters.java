package dev.phleet.collector.event;

/**
 * Counters of a profile ({@code struct profile_counters}). Times are nanoseconds since boot.
 *
 * @param calls calls since created or reset
 * @param trainCount calls since created, reset, sensitized or normal
 * @param lastModCount calls since the training data last changed
 * @param sequences calls that taught something
 * @param anomalies anomalies since normal
 * @param firstSeen when it was created
 * @param lastChange when its training data last changed
 * @param normalTime when it becomes normal; 0 unless frozen
 * @param state state
 * @param distinctCalls distinct calls used
 * @param pairs lookahead pairs in the training data, one bit each
 * @param ignored whether an administrator switched it off
 * @param gramMisses calls with a gram that the test data lacks, since normal
 * @param scoresOver how often a task's score crossed its limit, since normal
 * @param grams grams in the training data
 * @param callSets sets of calls in the training data
 */
public record Counters(
    long calls,
    long trainCount,
    long lastModCount,
    long sequences,
    long anomalies,
    long firstSeen,
    long lastChange,
    long normalTime,
    ProfileState state,
    int distinctCalls,
    int pairs,
    boolean ignored,
    long gramMisses,
    long scoresOver,
    int grams,
    int callSets) {

  /** Counters of a profile that knows pairs and nothing else. */
  public Counters(
      long calls,
      long trainCount,
      long lastModCount,
      long sequences,
      long anomalies,
      long firstSeen,
      long lastChange,
      long normalTime,
      ProfileState state,
      int distinctCalls,
      int pairs,
      boolean ignored) {
    this(
        calls,
        trainCount,
        lastModCount,
        sequences,
        anomalies,
        firstSeen,
        lastChange,
        normalTime,
        state,
        distinctCalls,
        pairs,
        ignored,
        0,
        0,
        0,
        0);
  }
}
