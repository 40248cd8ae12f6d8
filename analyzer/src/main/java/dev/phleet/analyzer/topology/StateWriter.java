package dev.phleet.analyzer.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * Writes state in a compact form: numbers as variable-length integers, texts and lists with their
 * size.
 */
final class StateWriter {
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes = new byte[512];
  private int size;

  StateWriter number(long value) {
    room(LONGEST_NUMBER);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  StateWriter flag(boolean value) {
    return number(value ? 1 : 0);
  }

  StateWriter text(String value) {
    return blob(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A text that mostly is a digest in hexadecimal digits, of which half the bytes will do. */
  StateWriter id(String value) {
    int kind = HexId.kind(value);
    room(LONGEST_NUMBER + value.length());
    // The kind takes one byte, and stands before it.
    if (kind == HexId.NONE || !HexId.pack(value, kind, bytes, size + 1)) {
      return text(value);
    }
    number(kind);
    size += HexId.bytes(kind);
    return this;
  }

  StateWriter blob(byte[] value) {
    number(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  <T> StateWriter list(Collection<T> values, BiConsumer<StateWriter, T> each) {
    number(values.size());
    values.forEach(value -> each.accept(this, value));
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }
}
