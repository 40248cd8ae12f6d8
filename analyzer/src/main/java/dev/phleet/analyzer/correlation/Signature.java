package dev.phleet.analyzer.correlation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Digests that are the same on every host and after every restart: of an anomaly (executable id,
 * call, mismatched pairs) and of an incident. Every part is preceded by its length, so that no two
 * inputs read alike.
 */
public final class Signature {
  private static final int BYTES = 16;

  private static final int TYPICAL_BYTES = 512;
  private static final MessageDigest UNUSED = sha256();

  private ByteBuffer parts = ByteBuffer.allocate(TYPICAL_BYTES);

  private Signature() {}

  /**
   * The anomaly signature: two anomalies have the same one if the same executable made the same
   * call and the same pairs (distance, previous call) were missing. The calls that did fit play no
   * part.
   */
  public static String of(String executableId, Pattern pattern) {
    Signature signature = new Signature();
    signature.text(executableId);
    signature.text(pattern.architecture());
    signature.call(pattern.window().get(0));
    for (int distance : pattern.mismatches()) {
      signature.number(distance);
      signature.call(pattern.window().get(distance));
    }
    return signature.hex();
  }

  /** The digest of some texts and one number, for example the parts that identify an incident. */
  public static String of(long number, String... texts) {
    Signature signature = new Signature();
    signature.number(number);
    for (String text : texts) {
      signature.text(text);
    }
    return signature.hex();
  }

  private void call(WindowCall call) {
    text(call.table().name());
    number(call.number());
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    room(bytes.length).put(bytes);
  }

  private void number(long number) {
    room(Long.BYTES).putLong(number);
  }

  private ByteBuffer room(int bytes) {
    if (parts.remaining() < bytes) {
      parts = ByteBuffer.allocate(2 * (parts.position() + bytes)).put(parts.flip());
    }
    return parts;
  }

  private String hex() {
    MessageDigest digest = fresh();
    digest.update(parts.flip());
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  /** A copy: to look for who can make one, among all that the runtime knows, takes longer. */
  private static MessageDigest fresh() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a digest of Java's own cannot be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
