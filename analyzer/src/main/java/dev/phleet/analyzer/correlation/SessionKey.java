package dev.phleet.analyzer.correlation;

/**
 * One session of a signature.
 *
 * @param signature the signature
 * @param number number of the session among those of its signature
 */
public record SessionKey(SignatureKey signature, long number) {
  /** What its hosts are filed under while it stands alone. */
  GroupKey group() {
    String name = signature.signature() + "-" + Long.toHexString(number);
    return new GroupKey(signature.executableId(), name);
  }
}
