package dev.phleet.collector.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Text that a process on this host chose: bytes to a string that is safe to print and to store. */
public final class KernelText {
  private KernelText() {}

  /** Decodes UTF-8 up to the first NUL; what is not UTF-8 becomes U+FFFD. */
  public static String read(ByteBuffer bytes, int start, int length) {
    byte[] text = new byte[length];
    bytes.get(start, text);
    int end = 0;
    while (end < length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
