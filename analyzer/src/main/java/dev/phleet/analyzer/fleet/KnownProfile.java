package dev.phleet.analyzer.fleet;

/**
 * What is remembered of a profile, by host, to tell which executable its next record takes it away
 * from.
 *
 * @param executableId its executable
 * @param runId run of the record that said so
 * @param sequence its number
 */
public record KnownProfile(String executableId, String runId, long sequence) {}
