package dev.phleet.analyzer.fleet;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One profile of one host.
 *
 * @param hostId the host
 * @param profileKey identity of the profile there
 */
public record ProfileId(String hostId, long profileKey) {
  private static final Pattern KEY = Pattern.compile("(?s).+/[0-9a-f]{16}");
  private static final int HEX = 16;

  /**
   * The key of its records on the topic: host id, a slash, the profile key in 16 hexadecimal
   * digits.
   */
  public String topicKey() {
    return hostId + "/" + HexFormat.of().toHexDigits(profileKey);
  }

  /** Reads a record's key; empty when it is not one. */
  public static Optional<ProfileId> parse(String topicKey) {
    if (!KEY.matcher(topicKey).matches()) {
      return Optional.empty();
    }
    int slash = topicKey.length() - HEX - 1;
    long key = Long.parseUnsignedLong(topicKey.substring(slash + 1), HEX);
    return Optional.of(new ProfileId(topicKey.substring(0, slash), key));
  }
}
