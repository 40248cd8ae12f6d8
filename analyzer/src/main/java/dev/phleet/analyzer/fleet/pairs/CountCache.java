package dev.phleet.analyzer.fleet.pairs;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The counts that are being changed, in memory: writing them with every record would write all
 * pairs for one that is new. Bounded; the one that was used longest ago is written and let go.
 */
final class CountCache {
  private final PairState state;
  private final int room;
  private final Map<Program, PairCounts> counts = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Program> unwritten = new HashSet<>();

  /** An empty one for about {@code room} pairs of all programs. */
  CountCache(PairState state, int room) {
    this.state = state;
    this.room = room;
  }

  /** The counts of a program. */
  PairCounts of(Program program) {
    PairCounts found = counts.get(program);
    if (found == null) {
      found = state.counts(program);
      counts.put(program, found);
      makeRoom(program);
    }
    return found;
  }

  /** The counts of a program, to be changed. */
  PairCounts changed(Program program) {
    unwritten.add(program);
    return of(program);
  }

  /** Counts anew what the sets of a program say. */
  void rebuild(Program program) {
    PairCounts anew = new PairCounts();
    state.eachSet(program, (set, holders) -> anew.add(set, holders.hosts()));
    anew.dropUnknown();
    counts.put(program, anew);
    unwritten.add(program);
  }

  /** Writes what was changed. */
  void write() {
    unwritten.forEach(this::write);
    unwritten.clear();
  }

  private void write(Program program) {
    state.putCounts(program, Optional.of(of(program)).filter(c -> c.size() > 0));
  }

  private void makeRoom(Program spared) {
    int pairs = counts.values().stream().mapToInt(PairCounts::size).sum();
    Iterator<Map.Entry<Program, PairCounts>> oldest = counts.entrySet().iterator();
    while (pairs > room && oldest.hasNext()) {
      Map.Entry<Program, PairCounts> entry = oldest.next();
      if (!entry.getKey().equals(spared)) {
        pairs -= entry.getValue().size();
        if (unwritten.remove(entry.getKey())) {
          state.putCounts(entry.getKey(), Optional.of(entry.getValue()).filter(c -> c.size() > 0));
        }
        oldest.remove();
      }
    }
  }
}
