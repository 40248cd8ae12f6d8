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
    boolean ignored) {}
