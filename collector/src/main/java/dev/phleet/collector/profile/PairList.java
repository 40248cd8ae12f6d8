package dev.phleet.collector.profile;

import dev.phleet.collector.profile.ProfileImage.Pair;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Lookahead pairs in four bytes each, unmodifiable: a profile has thousands of them, and a host
 * thousands of profiles. As a list it makes a {@link Pair} of each on demand; those who read all of
 * them ask for the numbers.
 */
public final class PairList extends AbstractList<Pair> implements RandomAccess {
  private static final PairList EMPTY = new PairList(new int[0]);
  private static final int CODE_BITS = 12;
  private static final int CODE = (1 << CODE_BITS) - 1;
  private static final int DISTANCES = 0xff;

  private final int[] packed;

  private PairList(int[] packed) {
    this.packed = packed;
  }

  /**
   * The same pairs.
   *
   * @throws IllegalArgumentException when one is none: a code out of bounds, or no distance
   */
  public static PairList of(List<Pair> pairs) {
    if (pairs instanceof PairList already) {
      return already;
    }
    Builder builder = new Builder(pairs.size());
    for (Pair pair : pairs) {
      builder.add(pair.current(), pair.previous(), pair.distances());
    }
    return builder.build();
  }

  /** Code of the newer call of a pair. */
  public int current(int index) {
    return packed[index] >>> (CODE_BITS + Byte.SIZE);
  }

  /** Code of the older call of a pair. */
  public int previous(int index) {
    return (packed[index] >>> Byte.SIZE) & CODE;
  }

  /** Distances of a pair: bit d-1 is d. */
  public int distances(int index) {
    return packed[index] & DISTANCES;
  }

  /** How many pairs these are, each distance counted. */
  public int bits() {
    int bits = 0;
    for (int i = 0; i < packed.length; i++) {
      bits += Integer.bitCount(distances(i));
    }
    return bits;
  }

  @Override
  public Pair get(int index) {
    return new Pair(current(index), previous(index), distances(index));
  }

  @Override
  public int size() {
    return packed.length;
  }

  /** Collects pairs. For one thread. */
  public static final class Builder {
    private int[] packed;
    private int size;

    /** With room for so many; it grows. */
    public Builder(int expected) {
      packed = new int[expected];
    }

    /**
     * Adds a pair.
     *
     * @throws IllegalArgumentException when it is none: a code out of bounds, or no distance
     */
    public void add(int current, int previous, int distances) {
      if (!isCode(current) || !isCode(previous) || distances < 1 || distances > DISTANCES) {
        throw ProfileImage.impossible("pair " + new Pair(current, previous, distances));
      }
      if (size == packed.length) {
        packed = Arrays.copyOf(packed, Math.max(16, size + size / 2));
      }
      packed[size++] = (((current << CODE_BITS) | previous) << Byte.SIZE) | distances;
    }

    /** The pairs so far, in the order in which they came. */
    public PairList build() {
      return size == 0 ? EMPTY : new PairList(Arrays.copyOf(packed, size));
    }

    private static boolean isCode(int code) {
      return code > 0 && code <= ProfileImage.HIGHEST_CODE;
    }
  }
}
