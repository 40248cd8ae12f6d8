package dev.phleet.analyzer.topology;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * Writes state in a compact form: numbers as variable-length integers, texts and lists with their
 * size.
 */
final class StateWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final DataOutputStream out = new DataOutputStream(bytes);

  StateWriter number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    try {
      while ((rest & ~0x7FL) != 0) {
        out.writeByte((int) (rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      out.writeByte((int) rest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  StateWriter flag(boolean value) {
    return number(value ? 1 : 0);
  }

  StateWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  StateWriter blob(byte[] value) {
    number(value.length);
    bytes.writeBytes(value);
    return this;
  }

  <T> StateWriter list(Collection<T> values, BiConsumer<StateWriter, T> each) {
    number(values.size());
    values.forEach(value -> each.accept(this, value));
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
