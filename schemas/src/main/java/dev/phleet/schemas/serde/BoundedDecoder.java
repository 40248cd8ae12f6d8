package dev.phleet.schemas.serde;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro binary from an array, for bytes that may come from anybody.
 *
 * <p>Invariant: nothing is allocated that the bytes themselves cannot fill. A length may not exceed
 * the bytes that are left, and all collections of a record together may not hold more items than
 * the record has bytes, since an item takes at least one. (Avro's own decoder believes a length and
 * allocates gigabytes for a record of twenty bytes.)
 */
final class BoundedDecoder extends Decoder {

  private static final int LONGEST_INT = 5;
  private static final int LONGEST_LONG = 10;

  private final byte[] bytes;
  private int position;
  private long itemsLeft;

  BoundedDecoder(byte[] bytes, int start) {
    this.bytes = bytes;
    this.position = start;
    this.itemsLeft = (long) bytes.length - start;
  }

  @Override
  public int remainingBytes() {
    return bytes.length - position;
  }

  @Override
  public void readNull() {
    // Takes no byte.
  }

  @Override
  public boolean readBoolean() throws IOException {
    int value = next();
    if (value > 1) {
      throw new AvroRuntimeException("a boolean is " + value);
    }
    return value == 1;
  }

  @Override
  public int readInt() throws IOException {
    long raw = readVarint(LONGEST_INT);
    return (int) ((raw >>> 1) ^ -(raw & 1));
  }

  @Override
  public long readLong() throws IOException {
    long raw = readVarint(LONGEST_LONG);
    return (raw >>> 1) ^ -(raw & 1);
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
  }

  @Override
  public double readDouble() throws IOException {
    return Double.longBitsToDouble(littleEndian(Double.BYTES));
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    int length = readLength();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  @Override
  public void skipString() throws IOException {
    skipFixed(readLength());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    byte[] copy = new byte[readLength()];
    readFixed(copy, 0, copy.length);
    return ByteBuffer.wrap(copy);
  }

  @Override
  public void skipBytes() throws IOException {
    skipFixed(readLength());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    require(length);
    System.arraycopy(bytes, position, target, start, length);
    position += length;
  }

  @Override
  public void skipFixed(int length) throws IOException {
    require(length);
    position += length;
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return readItemCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return readItemCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return readItemCount();
  }

  @Override
  public long mapNext() throws IOException {
    return readItemCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  /** A negative count says that the block's size in bytes follows it. */
  private long readItemCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLength();
      count = -count;
    }
    // The most negative count is still negative here.
    if (count < 0 || count > itemsLeft) {
      throw new EOFException("a collection of " + count + " items does not fit into the record");
    }
    itemsLeft -= count;
    return count;
  }

  /** Skips the blocks whose size is given; returns the items of the first without one. */
  private long skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      skipFixed(readLength());
      count = readLong();
    }
    if (count > itemsLeft) {
      throw new EOFException("a collection of " + count + " items does not fit into the record");
    }
    itemsLeft -= count;
    return count;
  }

  private int readLength() throws IOException {
    long length = readLong();
    if (length < 0) {
      throw new AvroRuntimeException("a length is " + length);
    }
    require(length);
    return (int) length;
  }

  private void require(long length) throws EOFException {
    if (length > remainingBytes()) {
      throw new EOFException(length + " bytes are announced and " + remainingBytes() + " are left");
    }
  }

  private int next() throws EOFException {
    require(1);
    return bytes[position++] & 0xff;
  }

  private long readVarint(int longest) throws IOException {
    long raw = 0;
    for (int i = 0; i < longest; i++) {
      int part = next();
      raw |= (long) (part & 0x7f) << (7 * i);
      if (part < 0x80) {
        return longest == LONGEST_INT ? raw & 0xffffffffL : raw;
      }
    }
    throw new AvroRuntimeException("a number takes more than " + longest + " bytes");
  }

  private long littleEndian(int length) throws EOFException {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }
}
