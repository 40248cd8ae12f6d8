package dev.phleet.analyzer.fleet;

/**
 * What is remembered of a profile, by host, to tell which executable its next record takes it away
 * from.
 *
 * @param executableId its executable
 * @param path its path there
 * @param runId run of the newest record
 * @param sequence its number
 */
public record KnownProfile(String executableId, String path, String runId, long sequence) {}
