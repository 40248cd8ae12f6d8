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
import java.util.stream.LongStream;

/**
 * The maps that hold profiles, element by element; maps.h says what is in them. Nothing here is
 * atomic beyond one element.
 */
final class ProfileMaps {
  /** In the table of indexes: the call's index is in the map wide_calls. */
  static final int WIDE = 0xff;

  /** Indexes that fit a byte. */
  static final int NARROW_INDEXES = 254;

  /** Cells are bytes of words, counted from the lowest. */
  private static final int IN_WORD =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : Long.BYTES - 1;

  private static final int INDEX = PROFILE.offset("index");
  private static final int LAST_WIDE_INDEX = PROFILE.offset("last_wide_index");
  private static final int KEPT = ROW.offset("kept");
  private static final int ROW_KEY_PROFILE = ROW_KEY.offset("profile");
  private static final int ROW_KEY_SET = ROW_KEY.offset("set");
  private static final int ROW_KEY_CURRENT = ROW_KEY.offset("current");
  private static final int ROW_KEY_CHUNK = ROW_KEY.offset("chunk");
  private static final int WIDE_KEY_PROFILE = WIDE_KEY.offset("profile");
  private static final int WIDE_KEY_CODE = WIDE_KEY.offset("code");

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
    return slots.lookup(bytes(Long.BYTES).putLong(0, key).array()).map(v -> wrap(v).getInt(0));
  }

  /** Has a key lead to another slot. */
  void putSlot(long key, int slot) {
    slots.update(bytes(Long.BYTES).putLong(0, key).array(), number(slot));
  }

  /** Has a key lead nowhere. */
  void forgetKey(long key) {
    slots.delete(bytes(Long.BYTES).putLong(0, key).array());
  }

  /** A copy of a struct profile. */
  ByteBuffer profile(int slot) {
    return wrap(profiles.lookup(number(slot)).orElseThrow());
  }

  void putProfile(int slot, ByteBuffer profile) {
    byte[] bytes = new byte[PROFILE.size()];
    profile.get(0, bytes);
    profiles.update(number(slot), bytes);
  }

  /**
   * Copies a struct row.
   *
   * @param into where it goes; untouched when there is none
   * @return false when there is none
   */
  boolean row(int slot, int set, int current, int chunk, byte[] into) {
    return pairs.lookup(rowKey(slot, set, current, chunk), into);
  }

  /** Room for a row. */
  static byte[] emptyRow() {
    return new byte[ROW.size()];
  }

  /**
   * Writes a row.
   *
   * @param cells a byte a previous call
   * @param kept the set to which it was copied; 0 for none
   */
  void putRow(int slot, int set, int current, int chunk, byte[] cells, int kept) {
    byte[] row = emptyRow();
    for (int cell = 0; cell < Layouts.ROW_CELLS; cell++) {
      row[cell ^ IN_WORD] = cells[cell];
    }
    wrap(row).putInt(KEPT, kept);
    pairs.update(rowKey(slot, set, current, chunk), row);
  }

  /** The set to which a row was copied last; 0: none. */
  static int kept(byte[] row) {
    return wrap(row).getInt(KEPT);
  }

  /** The cell of a row that belongs to a previous call's index. */
  static int cell(byte[] row, int previous) {
    return Byte.toUnsignedInt(row[(previous % Layouts.ROW_CELLS) ^ IN_WORD]);
  }

  /** The calls of a profile. */
  UsedCalls calls(int slot, ByteBuffer profile) {
    int wide = profile.getInt(LAST_WIDE_INDEX);
    int highest = wide > 0 ? ProfileImage.HIGHEST_CODE : Layouts.CALL_INDEXES;
    LongStream.Builder indexed = LongStream.builder();
    for (int code = 1; code <= highest; code++) {
      int narrow = code <= Layouts.CALL_INDEXES ? index(profile, code) : WIDE;
      int index = narrow == WIDE ? wideIndex(slot, code) : narrow;
      if (index != 0) {
        indexed.add(((long) index << Integer.SIZE) | code);
      }
    }
    return new UsedCalls(indexed.build());
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
    return bytes(ROW_KEY.size())
        .putInt(ROW_KEY_PROFILE, slot)
        .putInt(ROW_KEY_SET, set)
        .putShort(ROW_KEY_CURRENT, (short) current)
        .putShort(ROW_KEY_CHUNK, (short) chunk)
        .array();
  }

  private static byte[] wideKey(int slot, int code) {
    return bytes(WIDE_KEY.size())
        .putInt(WIDE_KEY_PROFILE, slot)
        .putInt(WIDE_KEY_CODE, code)
        .array();
  }

  private static byte[] number(int value) {
    return bytes(Integer.BYTES).putInt(0, value).array();
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer wrap(byte[] value) {
    return ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
  }
}
