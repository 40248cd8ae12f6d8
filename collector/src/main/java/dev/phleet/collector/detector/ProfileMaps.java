package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.PROFILE;
import static dev.phleet.collector.layout.Layouts.ROW;
import static dev.phleet.collector.layout.Layouts.ROW_KEY;
import static dev.phleet.collector.layout.Layouts.WIDE_KEY;

import dev.phleet.collector.layout.Layouts;
import dev.phleet.collector.libbpf.BpfMap;
import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.profile.ProfileImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The maps that hold profiles, element by element; maps.h says what is in them. Nothing here is
 * atomic beyond one element.
 */
final class ProfileMaps {
  /** In the table of indexes: the call's index is in the map wide_calls. */
  static final int WIDE = 0xff;

  /** Indexes that fit a byte. */
  static final int NARROW_INDEXES = 254;

  private static final int INDEX = PROFILE.offset("index");

  private final BpfMap slots;
  private final BpfMap profiles;
  private final BpfMap pairs;
  private final BpfMap wideCalls;

  ProfileMaps(BpfObject object) {
    slots = object.map("profile_slots");
    profiles = object.map("profiles");
    pairs = object.map("pairs");
    wideCalls = object.map("wide_calls");
  }

  /** The slot of a key; empty when there is none. */
  Optional<Integer> slot(long key) {
    return slots.lookup(copy(bytes(Long.BYTES).putLong(0, key))).map(v -> wrap(v).getInt(0));
  }

  /** Has a key lead to another slot. */
  void putSlot(long key, int slot) {
    slots.update(copy(bytes(Long.BYTES).putLong(0, key)), number(slot));
  }

  /** Has a key lead nowhere. */
  void forgetKey(long key) {
    slots.delete(copy(bytes(Long.BYTES).putLong(0, key)));
  }

  /** A copy of a struct profile. */
  ByteBuffer profile(int slot) {
    return wrap(profiles.lookup(number(slot)).orElseThrow());
  }

  void putProfile(int slot, ByteBuffer profile) {
    profiles.update(number(slot), copy(profile));
  }

  /** A copy of a struct row; empty when there is none. */
  Optional<ByteBuffer> row(int slot, int set, int current, int chunk) {
    return pairs.lookup(rowKey(slot, set, current, chunk)).map(ProfileMaps::wrap);
  }

  /**
   * Writes a row.
   *
   * @param cells a byte a previous call
   * @param kept the set to which it was copied; 0 for none
   */
  void putRow(int slot, int set, int current, int chunk, byte[] cells, int kept) {
    ByteBuffer row = bytes(ROW.size());
    for (int cell = 0; cell < Layouts.ROW_CELLS; cell++) {
      int at = cell / Long.BYTES * Long.BYTES;
      long bits = (long) Byte.toUnsignedInt(cells[cell]) << (cell % Long.BYTES * Byte.SIZE);
      row.putLong(at, row.getLong(at) | bits);
    }
    row.putInt(ROW.offset("kept"), kept);
    pairs.update(rowKey(slot, set, current, chunk), copy(row));
  }

  /** The cell of a row that belongs to a previous call's index. */
  static int cell(ByteBuffer row, int previous) {
    int cell = previous % Layouts.ROW_CELLS;
    long word = row.getLong(cell / Long.BYTES * Long.BYTES);
    return (int) (word >>> (cell % Long.BYTES * Byte.SIZE)) & 0xff;
  }

  /** Codes of the calls of a profile by their indexes, ascending. */
  SortedMap<Integer, Integer> codes(int slot, ByteBuffer profile) {
    SortedMap<Integer, Integer> codes = new TreeMap<>();
    boolean wide = profile.getInt(PROFILE.offset("last_wide_index")) > 0;
    for (int code = 1; code <= (wide ? ProfileImage.HIGHEST_CODE : Layouts.CALL_INDEXES); code++) {
      int narrow = code <= Layouts.CALL_INDEXES ? index(profile, code) : WIDE;
      int index = narrow == WIDE ? wideIndex(slot, code) : narrow;
      if (index != 0) {
        codes.put(index, code);
      }
    }
    return codes;
  }

  void putWideIndex(int slot, int code, int index) {
    wideCalls.update(wideKey(slot, code), number(index));
  }

  void forgetWideIndex(int slot, int code) {
    wideCalls.delete(wideKey(slot, code));
  }

  static void putIndex(ByteBuffer profile, int code, int index) {
    profile.put(INDEX + code - 1, (byte) index);
  }

  private static int index(ByteBuffer profile, int code) {
    return Byte.toUnsignedInt(profile.get(INDEX + code - 1));
  }

  private int wideIndex(int slot, int code) {
    return wideCalls.lookup(wideKey(slot, code)).map(v -> wrap(v).getInt(0)).orElse(0);
  }

  private static byte[] rowKey(int slot, int set, int current, int chunk) {
    return copy(
        bytes(ROW_KEY.size())
            .putInt(ROW_KEY.offset("profile"), slot)
            .putInt(ROW_KEY.offset("set"), set)
            .putShort(ROW_KEY.offset("current"), (short) current)
            .putShort(ROW_KEY.offset("chunk"), (short) chunk));
  }

  private static byte[] wideKey(int slot, int code) {
    return copy(
        bytes(WIDE_KEY.size())
            .putInt(WIDE_KEY.offset("profile"), slot)
            .putInt(WIDE_KEY.offset("code"), code));
  }

  private static byte[] number(int value) {
    return copy(bytes(Integer.BYTES).putInt(0, value));
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer wrap(byte[] value) {
    return ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }
}
