package dev.phleet.analyzer.fleet;

import java.util.HexFormat;
import java.util.Optional;

/**
 * One profile of one host.
 *
 * @param hostId the host
 * @param profileKey identity of the profile there
 */
public record ProfileId(String hostId, long profileKey) {
  private static final int DIGITS = 16;

  /**
   * The key of its records on the topic: host id, a slash, the profile key in 16 hexadecimal
   * digits.
   */
  public String topicKey() {
    return hostId + "/" + HexFormat.of().toHexDigits(profileKey);
  }

  /** Reads a record's key; empty when it is not one. */
  public static Optional<ProfileId> parse(String topicKey) {
    int slash = topicKey.length() - DIGITS - 1;
    if (slash < 1 || topicKey.charAt(slash) != '/' || !hasDigits(topicKey, slash + 1)) {
      return Optional.empty();
    }
    long key = HexFormat.fromHexDigitsToLong(topicKey, slash + 1, topicKey.length());
    return Optional.of(new ProfileId(topicKey.substring(0, slash), key));
  }

  /** Whether all that follow are hexadecimal digits, as they are written here. */
  private static boolean hasDigits(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
