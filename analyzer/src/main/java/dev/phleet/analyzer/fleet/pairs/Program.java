package dev.phleet.analyzer.fleet.pairs;

/**
 * An executable on one architecture: the numbers of its calls mean nothing on another.
 *
 * @param executableId the executable
 * @param architecture x86_64 or aarch64
 */
public record Program(String executableId, String architecture) {}
