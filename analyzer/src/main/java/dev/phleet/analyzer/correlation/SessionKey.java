package dev.phleet.analyzer.correlation;

import java.util.Locale;

/**
 * One session of a signature.
 *
 * @param signature the signature
 * @param number number of the session among those of its signature
 */
public record SessionKey(SignatureKey signature, long number) {
  /** What its hosts are filed under while it stands alone. */
  GroupKey group() {
    String name = String.format(Locale.ROOT, "%s-%x", signature.signature(), number);
    return new GroupKey(signature.executableId(), name);
  }
}
