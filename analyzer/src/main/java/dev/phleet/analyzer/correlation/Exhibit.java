package dev.phleet.analyzer.correlation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * What is shown of a group of events: its first one, and its oldest ones by name. Once it is full,
 * an event in order of time does not change it.
 *
 * @param exemplar the first event
 * @param evidence the oldest events, oldest first, at most {@link #MOST}
 */
public record Exhibit(Observation exemplar, List<EventRef> evidence) {
  /** How many events are kept as evidence. */
  public static final int MOST = 100;

  /** Copies the evidence. */
  public Exhibit {
    evidence = List.copyOf(evidence);
  }

  static Exhibit of(Observation o) {
    return new Exhibit(o, List.of(o.event()));
  }

  Exhibit with(Exhibit other) {
    boolean older = exemplar.event().compareTo(other.exemplar.event()) <= 0;
    return new Exhibit(older ? exemplar : other.exemplar, oldest(evidence, other.evidence));
  }

  /**
   * Without a host's events as evidence. The exemplar stays even if it is the host's: no other is
   * known, and it shows the same surprise.
   */
  Exhibit without(String hostId) {
    return new Exhibit(
        exemplar, evidence.stream().filter(e -> !e.hostId().equals(hostId)).toList());
  }

  /** Events later than this change nothing; microseconds. */
  long until() {
    return evidence.size() < MOST ? Long.MAX_VALUE : evidence.get(MOST - 1).time();
  }

  /** The oldest of both, oldest first, at most {@link #MOST}; each is sorted already. */
  public static List<EventRef> oldest(List<EventRef> some, Collection<EventRef> others) {
    if (others.size() == 1 && some.size() <= MOST) {
      return withOne(some, others.iterator().next());
    }
    TreeSet<EventRef> all = new TreeSet<>(some);
    all.addAll(others);
    while (all.size() > MOST) {
      all.pollLast();
    }
    return new ArrayList<>(all);
  }

  /** What nearly always happens: one more, and mostly at the end. */
  private static List<EventRef> withOne(List<EventRef> sorted, EventRef one) {
    int found = Collections.binarySearch(sorted, one);
    if (found >= 0 || -found - 1 >= MOST) {
      return sorted;
    }
    List<EventRef> all = new ArrayList<>(sorted.size() + 1);
    all.addAll(sorted);
    all.add(-found - 1, one);
    return all.size() > MOST ? all.subList(0, MOST) : all;
  }
}
