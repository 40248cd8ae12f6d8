package dev.phleet.analyzer.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which entries the stores of a thread hold: when there is no more room, one goes that was not used
 * since the hand of the clock passed it last, in whatever store it is (F. Corbató, A Paging
 * Experiment with the Multics System, 1968). A store with few hot entries leaves its room to one
 * with many.
 *
 * <p>Not a list in the order of use: entries are old and many, and each use would change pointers
 * between them, all of which the next collection of the young looks at.
 */
final class SecondChance {
  /** An entry. */
  abstract static class Entry {
    private int place = NOWHERE;
    private int weight;
    private boolean used;

    /** It is used now. */
    final void use() {
      used = true;
    }

    /** Whether it may go now. */
    abstract boolean mayGo();

    /** It goes. */
    abstract void go();
  }

  private static final int NOWHERE = -1;

  private final int room;
  private final List<Entry> ring = new ArrayList<>();
  private int[] free = new int[64];
  private int frees;
  private int hand;
  private int held;

  /** Empty, with that much room. */
  SecondChance(int room) {
    this.room = room;
  }

  /**
   * An entry comes; others may have to go for it.
   *
   * @param weight room that it takes
   */
  void add(Entry entry, int weight) {
    entry.weight = weight;
    held += weight;
    // Twice round: once to take the chance away, once to let go.
    for (int looks = 2 * ring.size(); held > room && looks > 0; looks--) {
      turn();
    }
    if (frees == 0) {
      entry.place = ring.size();
      ring.add(entry);
    } else {
      entry.place = free[--frees];
      ring.set(entry.place, entry);
    }
  }

  private void turn() {
    hand = hand + 1 < ring.size() ? hand + 1 : 0;
    Entry entry = ring.get(hand);
    if (entry == null || !entry.mayGo()) {
      return;
    }
    if (entry.used) {
      entry.used = false;
    } else {
      remove(entry);
      entry.go();
    }
  }

  /** An entry is gone. */
  void remove(Entry entry) {
    ring.set(entry.place, null);
    if (frees == free.length) {
      free = Arrays.copyOf(free, 2 * frees);
    }
    free[frees++] = entry.place;
    entry.place = NOWHERE;
    held -= entry.weight;
  }

  /** An entry takes more or less room than before; who comes next sees to it. */
  void weigh(Entry entry, int weight) {
    held += weight - entry.weight;
    entry.weight = weight;
  }

  /** Room that is taken. */
  int held() {
    return held;
  }
}
