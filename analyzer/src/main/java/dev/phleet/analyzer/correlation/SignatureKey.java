package dev.phleet.analyzer.correlation;

/**
 * A signature of an executable.
 *
 * @param executableId the executable
 * @param signature the anomaly signature
 */
public record SignatureKey(String executableId, String signature) {}
