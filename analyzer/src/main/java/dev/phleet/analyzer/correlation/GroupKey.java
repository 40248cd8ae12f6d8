package dev.phleet.analyzer.correlation;

/**
 * What hosts and evidence are filed under: a session while it stands alone, a spread from then on.
 *
 * @param executableId the executable
 * @param name name among those of the executable
 */
public record GroupKey(String executableId, String name) {}
