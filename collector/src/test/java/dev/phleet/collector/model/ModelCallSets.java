package dev.phleet.collector.model;

import java.util.ArrayList;
import java.util.List;

/** The sets of calls that tasks have used, 64 bits each. */
final class ModelCallSets {
  private static final int MOST = 512;

  private final List<Long> sets = new ArrayList<>();

  int count() {
    return sets.size();
  }

  /** Per mille; 1000 when nothing is known. */
  int distance(long used) {
    int different = 1;
    int together = 1;
    for (long set : sets) {
      int otherDifferent = Long.bitCount(set ^ used);
      int otherTogether = Long.bitCount(set | used);
      if (otherDifferent * together < different * otherTogether) {
        different = otherDifferent;
        together = otherTogether;
      }
    }
    return different * 1000 / together;
  }

  /** Unless it is known, or there are too many. */
  void learn(long used) {
    if (distance(used) != 0 && sets.size() < MOST) {
      sets.add(used);
    }
  }

  void clear() {
    sets.clear();
  }

  void become(ModelCallSets other) {
    sets.clear();
    sets.addAll(other.sets);
  }
}
