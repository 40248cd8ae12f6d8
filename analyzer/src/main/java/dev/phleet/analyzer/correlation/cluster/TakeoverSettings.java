package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.schemas.event.Severity;

/**
 * When several executables that misbehave on one host are an incident.
 *
 * @param enabled whether they ever are
 * @param severity how much it matters
 * @param executables how many distinct executables it needs; at least 2
 * @param timing its times
 */
public record TakeoverSettings(
    boolean enabled, Severity severity, int executables, ClusterTiming timing) {}
