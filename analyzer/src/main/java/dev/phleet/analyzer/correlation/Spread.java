package dev.phleet.analyzer.correlation;

/**
 * One incident of type SPREAD: the shared sessions of one executable that have hosts in common and
 * lie no further apart than the session gap. This record is its head; its hosts, its members and
 * its exhibit are filed under its group, so that a further event costs the same however large it
 * is.
 *
 * @param id identity of the incident
 * @param group what its parts are filed under
 * @param openedAt event time at which K hosts were first seen within W, microseconds
 * @param first time of its first event, microseconds
 * @param last time of its last event, microseconds
 * @param count its events
 * @param hosts its distinct hosts
 * @param signatures its members
 * @param exhibitUntil {@link Exhibit#until()} of its exhibit
 * @param closed whether it is closed
 * @param published what its newest record on the topic says
 */
public record Spread(
    String id,
    GroupKey group,
    long openedAt,
    long first,
    long last,
    long count,
    int hosts,
    int signatures,
    long exhibitUntil,
    boolean closed,
    Published published) {

  /**
   * What the newest record says.
   *
   * @param revision its number; 0 when there is none
   * @param hosts the hosts it counts
   * @param count the events it counts
   * @param signatures the signatures it counts
   */
  public record Published(int revision, int hosts, long count, int signatures) {
    static final Published NOTHING = new Published(0, 0, 0, 0);
  }

  /** The executable. */
  public String executableId() {
    return group.executableId();
  }

  boolean near(Spread other, long gap) {
    return other.first <= last + gap && other.last >= first - gap;
  }

  boolean changed() {
    return hosts != published.hosts
        || count != published.count
        || signatures != published.signatures;
  }

  boolean isSame(Spread other) {
    return group.equals(other.group);
  }

  Spread withEvents(long from, long to, long events) {
    return new Spread(
        id,
        group,
        openedAt,
        Math.min(first, from),
        Math.max(last, to),
        count + events,
        hosts,
        signatures,
        exhibitUntil,
        closed,
        published);
  }

  Spread withParts(int newHosts, int newSignatures, long newExhibitUntil) {
    return new Spread(
        id,
        group,
        openedAt,
        first,
        last,
        count,
        newHosts,
        newSignatures,
        newExhibitUntil,
        closed,
        published);
  }

  Spread withClosed(boolean nowClosed) {
    return new Spread(
        id,
        group,
        openedAt,
        first,
        last,
        count,
        hosts,
        signatures,
        exhibitUntil,
        nowClosed,
        published);
  }

  /** The same content under the identity of another. */
  Spread as(Spread elder) {
    return new Spread(
        elder.id,
        group,
        elder.openedAt,
        first,
        last,
        count,
        hosts,
        signatures,
        exhibitUntil,
        elder.closed,
        elder.published);
  }

  Spread asPublished() {
    Published now = new Published(published.revision + 1, hosts, count, signatures);
    return new Spread(
        id, group, openedAt, first, last, count, hosts, signatures, exhibitUntil, closed, now);
  }
}
