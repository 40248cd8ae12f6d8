package dev.phleet.collector.model;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/** Grams that are known: two bits each in one row of a bitmap whose generations have more rows. */
final class ModelGrams {
  private static final int LENGTH = 6;
  private static final int ROW_BITS = 54 * 64;
  private static final List<Integer> ROWS = List.of(2, 8, 32);
  private static final List<Integer> FULL = List.of(1500, 7500);

  private final List<BitSet> generations = ROWS.stream().map(rows -> new BitSet()).toList();
  private int count;

  /** The hash of the window's six newest calls; empty while there are fewer. */
  static OptionalLong of(ModelWindow window) {
    List<Integer> calls = window.calls().subList(0, LENGTH);
    if (calls.contains(CallCode.EMPTY)) {
      return OptionalLong.empty();
    }
    long newest = 0;
    for (int d = LENGTH - 2; d >= 0; d--) {
      newest = newest << 12 | calls.get(d);
    }
    long hash = (newest ^ calls.get(LENGTH - 1) * 0x9e3779b97f4a7c15L) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 32) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 29;
    return OptionalLong.of(hash == 0 ? 1 : hash);
  }

  int count() {
    return count;
  }

  boolean knows(long gram) {
    for (int generation = 0; generation <= newest(); generation++) {
      BitSet bits = generations.get(generation);
      if (bits.get(bit(gram, generation, 0)) && bits.get(bit(gram, generation, 1))) {
        return true;
      }
    }
    return false;
  }

  void learn(long gram) {
    BitSet bits = generations.get(newest());
    bits.set(bit(gram, newest(), 0));
    bits.set(bit(gram, newest(), 1));
    count++;
  }

  void clear() {
    generations.forEach(BitSet::clear);
    count = 0;
  }

  /** Knows from now on what the other knows. */
  void become(ModelGrams other) {
    clear();
    for (int generation = 0; generation < ROWS.size(); generation++) {
      generations.get(generation).or(other.generations.get(generation));
    }
    count = other.count;
  }

  private int newest() {
    return (int) FULL.stream().filter(full -> count >= full).count();
  }

  private static int bit(long gram, int generation, int which) {
    int row = (int) (gram >>> 48) & (ROWS.get(generation) - 1);
    return row * ROW_BITS + (int) (((gram >>> (16 * which) & 0xffff) * ROW_BITS) >> 16);
  }
}
