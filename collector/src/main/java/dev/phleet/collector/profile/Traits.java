package dev.phleet.collector.profile;

import java.util.BitSet;
import java.util.List;

/**
 * What a profile knows beside its pairs. Bits of grams are numbered through the rows of the
 * kernel's bitmap; a bit of a call set is the call's index modulo 64.
 *
 * @param training of the training data
 * @param test of the test data; nothing when it never was normal
 */
public record Traits(Data training, Data test) {
  /** Most bits of grams: 42 rows of 54 words. */
  public static final int GRAM_BITS = 42 * 54 * Long.SIZE;

  /** Most call sets. */
  public static final int MOST_CALL_SETS = 512;

  /** Of a profile that knows only pairs. */
  public static final Traits NONE = new Traits(Data.NONE, Data.NONE);

  /**
   * Grams and call sets.
   *
   * @param grams how many grams there are
   * @param bits which bits they have set; must not be changed
   * @param callSets the sets of calls that tasks used, in the order in which they were learned
   */
  public record Data(int grams, BitSet bits, List<Long> callSets) {
    /** Nothing is known. */
    public static final Data NONE = new Data(0, new BitSet(), List.of());

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when there is more than a profile can hold, or a set is
     *     empty
     */
    public Data {
      callSets = List.copyOf(callSets);
      if (grams < 0 || bits.length() > GRAM_BITS || callSets.size() > MOST_CALL_SETS) {
        throw ProfileImage.impossible("more grams or sets of calls than there can be");
      }
      if (callSets.contains(0L)) {
        throw ProfileImage.impossible("a set of no calls");
      }
    }
  }
}
