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
 */
public record ModelCounters(
    long calls,
    long trainCount,
    long lastModCount,
    long sequences,
    long anomalies,
    int pairs,
    int distinctCalls,
    ModelState state) {}
