package dev.phleet.analyzer.correlation;

import java.util.ArrayList;
import java.util.List;

/**
 * One incident of type SPREAD: the shared sessions of one executable that have hosts in common and
 * lie no further apart than the session gap. Its content (hosts, sightings, evidence) is that of
 * its sessions; this record is its head.
 *
 * @param id identity of the incident
 * @param executableId the executable
 * @param members its sessions; the first is the one that opened it
 * @param openedAt event time at which K hosts were first seen within W, microseconds
 * @param first time of its first event, microseconds
 * @param last time of its last event, microseconds
 * @param count its events
 * @param hosts its distinct hosts
 * @param closed whether it is closed
 * @param published what its newest record on the topic says
 */
public record Spread(
    String id,
    String executableId,
    List<SessionKey> members,
    long openedAt,
    long first,
    long last,
    long count,
    int hosts,
    boolean closed,
    Published published) {

  /**
   * What the newest record says.
   *
   * @param revision its number; 0 when there is none
   * @param hosts the hosts it counts
   * @param count the events it counts
   * @param members the signatures it counts
   */
  public record Published(int revision, int hosts, long count, int members) {
    static final Published NOTHING = new Published(0, 0, 0, 0);
  }

  /** Copies the members. */
  public Spread {
    members = List.copyOf(members);
  }

  boolean near(long from, long to, long gap) {
    return from <= last + gap && to >= first - gap;
  }

  boolean holds(SessionKey key) {
    return members.contains(key);
  }

  boolean changed() {
    return hosts != published.hosts
        || count != published.count
        || members.size() != published.members;
  }

  Spread withTotals(long newFirst, long newLast, long newCount, int newHosts) {
    return new Spread(
        id,
        executableId,
        members,
        openedAt,
        newFirst,
        newLast,
        newCount,
        newHosts,
        closed,
        published);
  }

  Spread withMembers(List<SessionKey> newMembers) {
    return new Spread(
        id, executableId, newMembers, openedAt, first, last, count, hosts, closed, published);
  }

  Spread withClosed(boolean nowClosed) {
    return new Spread(
        id, executableId, members, openedAt, first, last, count, hosts, nowClosed, published);
  }

  Spread asPublished() {
    Published now = new Published(published.revision + 1, hosts, count, members.size());
    return new Spread(id, executableId, members, openedAt, first, last, count, hosts, closed, now);
  }

  /** With one session in the place of another that it absorbed. */
  Spread replacing(SessionKey old, SessionKey by) {
    List<SessionKey> result = new ArrayList<>();
    for (SessionKey member : members) {
      SessionKey renamed = member.equals(old) ? by : member;
      if (!result.contains(renamed)) {
        result.add(renamed);
      }
    }
    return withMembers(result);
  }
}
