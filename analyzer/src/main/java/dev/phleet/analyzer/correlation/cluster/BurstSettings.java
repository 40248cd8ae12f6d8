package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.schemas.event.Severity;

/**
 * When many anomalies in one process are an incident.
 *
 * @param enabled whether they ever are
 * @param severity how much it matters
 * @param lfc anomalies among the last 128 calls of a task from which on it is a burst
 * @param timing its times; the window does not matter
 */
public record BurstSettings(boolean enabled, Severity severity, int lfc, ClusterTiming timing) {}
