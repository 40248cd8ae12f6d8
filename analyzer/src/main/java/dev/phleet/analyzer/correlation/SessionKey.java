package dev.phleet.analyzer.correlation;

/**
 * One session of a signature.
 *
 * @param signature the signature
 * @param number number of the session among those of its signature
 */
public record SessionKey(SignatureKey signature, long number) {}
