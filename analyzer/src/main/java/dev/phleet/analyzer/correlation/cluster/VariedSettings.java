package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.schemas.event.Severity;

/**
 * When one executable that misbehaves in several ways on several hosts is an incident.
 *
 * @param enabled whether it ever is
 * @param severity how much it matters
 * @param hosts how many distinct hosts, and as many distinct signatures, it needs; at least 2
 * @param timing its times
 */
public record VariedSettings(boolean enabled, Severity severity, int hosts, ClusterTiming timing) {}
