package dev.phleet.analyzer.fleet.pairs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The counts that are being changed, in memory: writing them with every record would write all
 * pairs for one that is new. Bounded; the one that was used longest ago is written and let go.
 *
 * <p>Most hosts come to a set that others have, and all that changes is how many have it. Such
 * moves are added up by set, and counted pair by pair when somebody asks for the counts.
 */
final class CountCache {
  private final PairState state;
  private final int room;
  private final Map<Program, PairCounts> counts = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Program> unwritten = new HashSet<>();
  private final Map<Program, Map<SetId, Integer>> moves = new HashMap<>();

  /** An empty one for about {@code room} pairs of all programs. */
  CountCache(PairState state, int room) {
    this.state = state;
    this.room = room;
  }

  /** The counts of a program. */
  PairCounts of(Program program) {
    return of(program, true);
  }

  private PairCounts of(Program program, boolean settled) {
    PairCounts found = counts.get(program);
    boolean isNew = found == null;
    if (isNew) {
      found = state.counts(program);
      counts.put(program, found);
    }
    if (settled) {
      settle(program, found);
    }
    if (isNew) {
      makeRoom(program);
    }
    return found;
  }

  /** A host that knew one set of a program knows another, which others know already. */
  void move(Program program, SetId from, SetId to) {
    unwritten.add(program);
    Map<SetId, Integer> sums = moves.computeIfAbsent(program, p -> new HashMap<>());
    sums.merge(from, -1, Integer::sum);
    sums.merge(to, 1, Integer::sum);
  }

  /** Counts the moves of a program: a set that they are about will be forgotten. */
  void settle(Program program) {
    if (moves.containsKey(program)) {
      of(program);
    }
  }

  private void settle(Program program, PairCounts known) {
    Map<SetId, Integer> sums = moves.remove(program);
    if (sums == null) {
      return;
    }
    boolean fewer = false;
    for (Map.Entry<SetId, Integer> sum : sums.entrySet()) {
      if (sum.getValue() != 0 && !sum.getKey().equals(SetId.EMPTY)) {
        known.add(state.set(program, sum.getKey()), sum.getValue());
        fewer |= sum.getValue() < 0;
      }
    }
    if (fewer) {
      known.dropUnknown();
    }
  }

  /**
   * The counts of a program, to be changed.
   *
   * @param more whether a host comes that had no set before: then it is enough that which pairs are
   *     known is right, and that only changes where hosts go
   */
  PairCounts changed(Program program, boolean more) {
    unwritten.add(program);
    return of(program, !more || anyGoes(program));
  }

  private boolean anyGoes(Program program) {
    for (Map.Entry<SetId, Integer> sum : moves.getOrDefault(program, Map.of()).entrySet()) {
      if (sum.getValue() < 0 && !sum.getKey().equals(SetId.EMPTY)) {
        return true;
      }
    }
    return false;
  }

  /** Counts anew what the sets of a program say. */
  void rebuild(Program program) {
    PairCounts anew = new PairCounts();
    state.eachSet(program, (set, holders) -> anew.add(set, holders.hosts()));
    anew.dropUnknown();
    counts.put(program, anew);
    moves.remove(program);
    unwritten.add(program);
  }

  /** Writes what was changed. */
  void write() {
    // A copy: to look at one may let another go.
    Set.copyOf(unwritten).forEach(this::write);
  }

  private void write(Program program) {
    PairCounts known = of(program);
    if (unwritten.remove(program)) {
      put(program, known);
    }
  }

  private void put(Program program, PairCounts known) {
    state.putCounts(program, Optional.of(known).filter(c -> c.size() > 0));
  }

  private void makeRoom(Program spared) {
    int pairs = counts.values().stream().mapToInt(PairCounts::size).sum();
    Iterator<Map.Entry<Program, PairCounts>> oldest = counts.entrySet().iterator();
    while (pairs > room && oldest.hasNext()) {
      Map.Entry<Program, PairCounts> entry = oldest.next();
      if (!entry.getKey().equals(spared)) {
        pairs -= entry.getValue().size();
        if (unwritten.remove(entry.getKey())) {
          settle(entry.getKey(), entry.getValue());
          put(entry.getKey(), entry.getValue());
        }
        oldest.remove();
      }
    }
  }
}
