package dev.phleet.analyzer.correlation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Events of one signature, all hosts together, of which no two neighbours in time are further apart
 * than the session gap. Which events form a session depends on their times only, not on the order
 * in which they arrived.
 *
 * @param number number among the sessions of its signature
 * @param first time of its first event, microseconds
 * @param last time of its last event, microseconds
 * @param count its events
 * @param hosts its distinct hosts
 * @param shared whether it belongs to an incident: K hosts within W have been seen
 * @param exemplar its first event
 * @param evidence its oldest events, oldest first, at most {@link #EVIDENCE}
 */
public record Session(
    long number,
    long first,
    long last,
    long count,
    int hosts,
    boolean shared,
    Observation exemplar,
    List<EventRef> evidence) {
  /** How many events are kept as evidence. */
  public static final int EVIDENCE = 100;

  /** Copies the evidence. */
  public Session {
    evidence = List.copyOf(evidence);
  }

  static Session of(long number, Observation o) {
    return new Session(number, o.time(), o.time(), 1, 1, false, o, List.of(o.event()));
  }

  boolean reaches(long time, long gap) {
    return time >= first - gap && time <= last + gap;
  }

  /** Both together, under this session's number; {@code distinctHosts} is counted by the caller. */
  Session with(Session other, int distinctHosts) {
    boolean older = exemplar.event().compareTo(other.exemplar.event()) <= 0;
    return new Session(
        number,
        Math.min(first, other.first),
        Math.max(last, other.last),
        count + other.count,
        distinctHosts,
        shared || other.shared,
        older ? exemplar : other.exemplar,
        oldest(evidence, other.evidence));
  }

  Session asShared() {
    return new Session(number, first, last, count, hosts, true, exemplar, evidence);
  }

  /** The oldest of both, oldest first, at most {@link #EVIDENCE}. */
  public static List<EventRef> oldest(Collection<EventRef> some, Collection<EventRef> others) {
    TreeSet<EventRef> all = new TreeSet<>(some);
    all.addAll(others);
    while (all.size() > EVIDENCE) {
      all.pollLast();
    }
    return new ArrayList<>(all);
  }
}
