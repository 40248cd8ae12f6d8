package dev.phleet.collector.profile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Traits as a part of a profile's file, for the training data and for the test data:
 *
 * <pre>
 * u32 number of grams, u16 number of words, the words of their bits, u64 each,
 * u16 number of call sets, u64 each
 * </pre>
 */
final class TraitsFormat {
  private static final int MOST_WORDS = Traits.GRAM_BITS / Long.SIZE;

  private TraitsFormat() {}

  /** Bytes that they take at most. */
  static long size(Traits traits) {
    return size(traits.training()) + size(traits.test());
  }

  static void put(ByteBuffer bytes, Traits traits) {
    put(bytes, traits.training());
    put(bytes, traits.test());
  }

  static Traits read(ByteBuffer bytes) throws DamagedProfileException {
    return new Traits(data(bytes), data(bytes));
  }

  private static long size(Traits.Data data) {
    long words = data.bits().length() / Long.SIZE + 1L;
    return Integer.BYTES + 2 * Short.BYTES + (words + data.callSets().size()) * Long.BYTES;
  }

  private static void put(ByteBuffer bytes, Traits.Data data) {
    long[] words = data.bits().toLongArray();
    bytes.putInt(data.grams()).putShort((short) words.length);
    for (long word : words) {
      bytes.putLong(word);
    }
    bytes.putShort((short) data.callSets().size());
    data.callSets().forEach(bytes::putLong);
  }

  private static Traits.Data data(ByteBuffer bytes) throws DamagedProfileException {
    int grams = bytes.getInt();
    long[] words = longs(bytes, MOST_WORDS);
    List<Long> sets = new ArrayList<>();
    for (long set : longs(bytes, Traits.MOST_CALL_SETS)) {
      sets.add(set);
    }
    return new Traits.Data(grams, BitSet.valueOf(words), sets);
  }

  private static long[] longs(ByteBuffer bytes, int most) throws DamagedProfileException {
    int count = Short.toUnsignedInt(bytes.getShort());
    if (count > most || count > bytes.remaining() / Long.BYTES) {
      throw new DamagedProfileException("it has fewer grams or sets of calls than it says");
    }
    long[] longs = new long[count];
    for (int i = 0; i < count; i++) {
      longs[i] = bytes.getLong();
    }
    return longs;
  }
}
