package dev.phleet.schemas.serde;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding into one array that is used again for each record. Avro's own encoders
 * copy twice and make an array of every string; most of a record here are short strings of ASCII,
 * which go straight to their place. For one thread.
 */
final class RecordEncoder extends BinaryEncoder {
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes = new byte[1024];
  private int size;

  /** Begins anew. */
  void reset() {
    size = 0;
  }

  /** A copy of what was written. */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Adds one byte as it is. */
  void writeByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void writeString(String text) {
    int length = text.length();
    room(LONGEST_NUMBER + length);
    int before = size;
    size += BinaryData.encodeInt(length, bytes, size);
    if (copyAscii(text, length)) {
      size += length;
      return;
    }
    size = before;
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    writeInt(encoded.length);
    writeFixed(encoded, 0, encoded.length);
  }

  /** The lower half of each character, which is all of it in ASCII; false when it was not. */
  @SuppressWarnings("deprecation") // Exactly what is wanted here, and copied as a block.
  private boolean copyAscii(String text, int length) {
    text.getBytes(0, length, bytes, size);
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void writeString(Utf8 text) {
    writeInt(text.getByteLength());
    writeFixed(text.getBytes(), 0, text.getByteLength());
  }

  @Override
  public void writeBoolean(boolean value) {
    room(1);
    size += BinaryData.encodeBoolean(value, bytes, size);
  }

  @Override
  public void writeInt(int value) {
    room(LONGEST_NUMBER);
    size += BinaryData.encodeInt(value, bytes, size);
  }

  @Override
  public void writeLong(long value) {
    room(LONGEST_NUMBER);
    size += BinaryData.encodeLong(value, bytes, size);
  }

  @Override
  public void writeFloat(float value) {
    room(Float.BYTES);
    size += BinaryData.encodeFloat(value, bytes, size);
  }

  @Override
  public void writeDouble(double value) {
    room(Double.BYTES);
    size += BinaryData.encodeDouble(value, bytes, size);
  }

  @Override
  public void writeFixed(byte[] from, int start, int length) {
    room(length);
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  @Override
  protected void writeZero() {
    writeByte(0);
  }

  @Override
  public int bytesBuffered() {
    return 0;
  }

  @Override
  public void flush() {}

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
