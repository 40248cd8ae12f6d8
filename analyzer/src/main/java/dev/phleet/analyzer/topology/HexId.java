package dev.phleet.analyzer.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Executable ids and signatures as bytes: they are digests in lower-case hexadecimal digits, and
 * most of what is kept and sent. The kinds are below zero, where no length of a text is.
 */
final class HexId {
  /** Some other text. */
  static final int NONE = 0;

  /** 32 digits: a signature. */
  static final int SIGNATURE = -1;

  /** {@code sha256:} and 64 digits: an executable id. */
  static final int EXECUTABLE = -2;

  private static final String PREFIX = "sha256:";
  private static final int SIGNATURE_BYTES = 16;
  private static final int EXECUTABLE_BYTES = 32;
  private static final byte[] DIGITS = digits();

  private HexId() {}

  /** What a text of that length and beginning may be. */
  static int kind(String text) {
    int length = text.length();
    if (length == 2 * SIGNATURE_BYTES) {
      return SIGNATURE;
    }
    boolean digest = length == PREFIX.length() + 2 * EXECUTABLE_BYTES && text.startsWith(PREFIX);
    return digest ? EXECUTABLE : NONE;
  }

  /** How many bytes a text of that kind takes. */
  static int bytes(int kind) {
    return switch (kind) {
      case SIGNATURE -> SIGNATURE_BYTES;
      case EXECUTABLE -> EXECUTABLE_BYTES;
      default -> throw new SerializationException("no such kind of id: " + kind);
    };
  }

  /**
   * Writes the digits of a text that may be of that kind.
   *
   * @return whether it is; if not, what it has written means nothing
   */
  static boolean pack(String text, int kind, byte[] into, int at) {
    int from = kind == EXECUTABLE ? PREFIX.length() : 0;
    byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
    int wrong = 0;
    for (int i = 0; i < bytes(kind); i++) {
      int both = digit(letters[from + 2 * i]) << 4 | digit(letters[from + 2 * i + 1]);
      wrong |= both;
      into[at + i] = (byte) both;
    }
    return wrong >= 0;
  }

  /** Below zero when it is none. */
  private static int digit(byte letter) {
    return letter < 0 ? -1 : DIGITS[letter];
  }

  private static byte[] digits() {
    byte[] digits = new byte[Byte.MAX_VALUE + 1];
    Arrays.fill(digits, (byte) -1);
    for (int i = 0; i < 16; i++) {
      digits[letter(i)] = (byte) i;
    }
    return digits;
  }

  static String unpack(byte[] packed, int kind) {
    int from = kind == EXECUTABLE ? PREFIX.length() : 0;
    byte[] text = new byte[from + 2 * packed.length];
    for (int i = 0; i < from; i++) {
      text[i] = (byte) PREFIX.charAt(i);
    }
    for (int i = 0; i < packed.length; i++) {
      text[from + 2 * i] = letter(packed[i] >> 4 & 0xf);
      text[from + 2 * i + 1] = letter(packed[i] & 0xf);
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static byte letter(int digit) {
    return (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
  }
}
