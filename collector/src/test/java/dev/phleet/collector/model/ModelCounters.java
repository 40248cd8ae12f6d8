package dev.phleet.collector.model;

/**
 * The counters of a profile at one moment.
 *
 * @param calls recorded since the profile was created or reset
 * @param trainCount calls since created, reset, sensitized or normal
 * @param lastModCount calls since the training data last changed
 * @param sequences calls that taught something
 * @param anomalies since the profile became normal
 * @param pairs size of the training data
 * @param distinctCalls distinct calls recorded since the profile was created or reset
 * @param state state of the profile
 * @param gramMisses calls with a missing gram since the profile became normal
 * @param scoresOver crossings of the score limit since the profile became normal
 * @param grams size of the training data in grams
 * @param callSets size of the training data in sets of calls
 */
public record ModelCounters(
    long calls,
    long trainCount,
    long lastModCount,
    long sequences,
    long anomalies,
    int pairs,
    int distinctCalls,
    ModelState state,
    long gramMisses,
    long scoresOver,
    int grams,
    int callSets) {

  /** Where there are no second opinions. */
  ModelCounters(
      long calls,
      long trainCount,
      long lastModCount,
      long sequences,
      long anomalies,
      int pairs,
      int distinctCalls,
      ModelState state) {
    this(
        calls,
        trainCount,
        lastModCount,
        sequences,
        anomalies,
        pairs,
        distinctCalls,
        state,
        0,
        0,
        0,
        0);
  }
}
