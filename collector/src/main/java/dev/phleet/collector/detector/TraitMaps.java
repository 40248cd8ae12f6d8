package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.PROFILE;
import static dev.phleet.collector.layout.Layouts.TRAIT_KEY;
import static dev.phleet.collector.layout.Layouts.TRAIT_ROW;
import static dev.phleet.collector.layout.Layouts.TRAIT_WORDS;

import dev.phleet.collector.libbpf.BpfMap;
import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.profile.Traits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Grams and call sets of a profile, out of the kernel's rows and into them; see maps.h. */
final class TraitMaps {
  private static final int GRAMS = 0;
  private static final int CALL_SETS = 1;
  private static final int GRAM_ROWS = Traits.GRAM_BITS / Long.SIZE / TRAIT_WORDS;
  private static final int KEPT = TRAIT_ROW.offset("kept");

  private final BpfMap rows;

  TraitMaps(BpfObject object) {
    rows = object.map("traits");
  }

  /**
   * What a profile knows.
   *
   * @param callsAreCompact whether its calls have the indexes that they would be given again; if
   *     not, its call sets mean nothing elsewhere and are left out
   */
  Traits read(int slot, ByteBuffer profile, int grams, int callSets, boolean callsAreCompact) {
    int trainSet = profile.getInt(PROFILE.offset("train_set"));
    int testSet = profile.getInt(PROFILE.offset("test_set"));
    int keptSet = profile.getInt(PROFILE.offset("kept_set"));
    int testGrams = profile.getInt(PROFILE.offset("test_grams"));
    int testSets = profile.getInt(PROFILE.offset("test_call_sets"));
    BitSet training = new BitSet();
    BitSet test = new BitSet();
    for (int number = 0; number < GRAM_ROWS; number++) {
      if (grams > 0) {
        row(slot, trainSet, GRAMS, number).ifPresent(new Adding(training, number)::words);
      }
      if (testGrams > 0) {
        testRow(slot, testSet, keptSet, number).ifPresent(new Adding(test, number)::words);
      }
    }
    int setsOf = profile.getInt(PROFILE.offset("call_sets_of"));
    return new Traits(
        new Traits.Data(grams, training, sets(slot, trainSet, callsAreCompact ? callSets : 0)),
        new Traits.Data(testGrams, test, sets(slot, setsOf, callsAreCompact ? testSets : 0)));
  }

  /** Puts words where the bits of their row are. */
  private record Adding(BitSet bits, int number) {
    void words(ByteBuffer row) {
      for (int word = 0; word < TRAIT_WORDS; word++) {
        BitSet one = BitSet.valueOf(new long[] {row.getLong(word * Long.BYTES)});
        int start = (number * TRAIT_WORDS + word) * Long.SIZE;
        one.stream().forEach(bit -> bits.set(start + bit));
      }
    }
  }

  /**
   * Writes what a profile knows: the training data into one set, which is the test data, too, and
   * what of the test data is another into the kept set. Sets the profile's own fields.
   *
   * @param keptSet 0 when there is no test data
   */
  void write(int slot, ByteBuffer profile, int set, int keptSet, Traits traits) {
    Traits.Data training = traits.training();
    Traits.Data test = keptSet == 0 ? Traits.Data.NONE : traits.test();
    for (int number = 0; number < GRAM_ROWS; number++) {
      List<Long> trained = words(training.bits(), number);
      List<Long> tested = words(test.bits(), number);
      boolean same = test.grams() == 0 || trained.equals(tested);
      boolean empty = trained.stream().allMatch(word -> word == 0);
      if (!empty || !same) {
        put(slot, set, GRAMS, number, trained, same ? 0 : keptSet);
      }
      if (!same) {
        put(slot, keptSet, GRAMS, number, tested, 0);
      }
    }
    List<Long> sets = training.callSets();
    List<Long> testSets = test.callSets();
    boolean first = testSets.equals(sets.subList(0, Math.min(sets.size(), testSets.size())));
    putSets(slot, set, sets);
    if (!first) {
      putSets(slot, keptSet, testSets);
    }
    profile
        .putInt(PROFILE.offset("test_grams"), test.grams())
        .putInt(PROFILE.offset("test_call_sets"), testSets.size())
        .putInt(PROFILE.offset("call_sets_of"), first ? set : keptSet);
  }

  private static List<Long> words(BitSet bits, int number) {
    int start = number * TRAIT_WORDS * Long.SIZE;
    long[] words = bits.get(start, start + TRAIT_WORDS * Long.SIZE).toLongArray();
    List<Long> all = new ArrayList<>(TRAIT_WORDS);
    for (int word = 0; word < TRAIT_WORDS; word++) {
      all.add(word < words.length ? words[word] : 0L);
    }
    return all;
  }

  private void putSets(int slot, int set, List<Long> sets) {
    for (int from = 0; from < sets.size(); from += TRAIT_WORDS) {
      List<Long> words = sets.subList(from, Math.min(sets.size(), from + TRAIT_WORDS));
      put(slot, set, CALL_SETS, from / TRAIT_WORDS, words, 0);
    }
  }

  private void put(int slot, int set, int kind, int number, List<Long> words, int kept) {
    byte[] value = new byte[TRAIT_ROW.size()];
    ByteBuffer row = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).putInt(KEPT, kept);
    for (int word = 0; word < words.size(); word++) {
      row.putLong(word * Long.BYTES, words.get(word));
    }
    rows.update(key(slot, set, kind, number), value);
  }

  private List<Long> sets(int slot, int set, int count) {
    List<Long> sets = new ArrayList<>();
    for (int from = 0; from < Math.min(count, Traits.MOST_CALL_SETS); from += TRAIT_WORDS) {
      Optional<ByteBuffer> row = row(slot, set, CALL_SETS, from / TRAIT_WORDS);
      for (int i = from; i < Math.min(count, from + TRAIT_WORDS) && row.isPresent(); i++) {
        long used = row.get().getLong((i - from) * Long.BYTES);
        if (used != 0) {
          sets.add(used);
        }
      }
    }
    return sets;
  }

  /** A row is kept before it changes: as long as the flag is not set, what was read holds. */
  private Optional<ByteBuffer> testRow(int slot, int testSet, int keptSet, int number) {
    Optional<ByteBuffer> row = row(slot, testSet, GRAMS, number);
    boolean changed = row.isPresent() && row.get().getInt(KEPT) == keptSet;
    return changed ? row(slot, keptSet, GRAMS, number) : row;
  }

  private Optional<ByteBuffer> row(int slot, int set, int kind, int number) {
    return rows.lookup(key(slot, set, kind, number))
        .map(value -> ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()));
  }

  private static byte[] key(int slot, int set, int kind, int number) {
    return bytes(TRAIT_KEY.size())
        .putInt(TRAIT_KEY.offset("profile"), slot)
        .putInt(TRAIT_KEY.offset("set"), set)
        .putShort(TRAIT_KEY.offset("kind"), (short) kind)
        .putShort(TRAIT_KEY.offset("number"), (short) number)
        .array();
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }
}
