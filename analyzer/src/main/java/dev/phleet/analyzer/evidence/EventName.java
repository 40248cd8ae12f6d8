package dev.phleet.analyzer.evidence;

/**
 * What tells an event of a topic apart from all others.
 *
 * @param hostId its host
 * @param runId the run of the host's collector
 * @param sequence its number in that run, of that topic
 */
public record EventName(String hostId, String runId, long sequence) {}
