package dev.phleet.analyzer.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {
  private final ByteBuffer bytes;

  StateReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  long number() {
    long value = 0;
    int shift = 0;
    byte part;
    do {
      part = bytes.get();
      value |= (part & 0x7FL) << shift;
      shift += 7;
    } while ((part & 0x80) != 0);
    return (value >>> 1) ^ -(value & 1);
  }

  int size() {
    return (int) number();
  }

  boolean flag() {
    return number() == 1;
  }

  String text() {
    return text(size());
  }

  private String text(int size) {
    int begin = bytes.position();
    bytes.position(begin + size);
    return new String(bytes.array(), begin, size, StandardCharsets.UTF_8);
  }

  String id() {
    int kind = size();
    return kind >= 0 ? text(kind) : HexId.unpack(take(HexId.bytes(kind)), kind);
  }

  byte[] blob() {
    return take(size());
  }

  private byte[] take(int size) {
    byte[] value = new byte[size];
    bytes.get(value);
    return value;
  }

  <T> List<T> list(Function<StateReader, T> each) {
    int size = size();
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(each.apply(this));
    }
    return values;
  }
}
