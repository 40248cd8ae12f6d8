package dev.phleet.analyzer.correlation;

import java.util.List;
import java.util.TreeSet;

/**
 * What one host showed of one session.
 *
 * <p>The times are kept only until the session is an incident, and thinned: a time whose two
 * neighbours lie within W of each other is left out ({@link Times}), so whether K hosts showed the
 * signature within W can still be told exactly, in whatever order the events arrived.
 *
 * @param host the host, as its newest event names it
 * @param first time of its first event, microseconds
 * @param last time of its last event, microseconds
 * @param count its events
 * @param times thinned times, ascending; empty once the session is an incident
 */
public record HostTrack(HostRef host, long first, long last, long count, List<Long> times) {
  /** Copies the times. */
  public HostTrack {
    times = List.copyOf(times);
  }

  static HostTrack of(Observation o) {
    return new HostTrack(o.host(), o.time(), o.time(), 1, List.of(o.time()));
  }

  /** Both together, whichever came first; {@code window} and {@code horizon} in microseconds. */
  HostTrack with(HostTrack other, long window, long horizon) {
    TreeSet<Long> all = new TreeSet<>(times);
    all.addAll(other.times);
    return with(other, Times.thin(List.copyOf(all), window, horizon));
  }

  /** Both together, whichever came first, without times. */
  HostTrack with(HostTrack other) {
    return with(other, List.of());
  }

  private HostTrack with(HostTrack other, List<Long> allTimes) {
    return new HostTrack(
        newer(other),
        Math.min(first, other.first),
        Math.max(last, other.last),
        count + other.count,
        allTimes);
  }

  HostTrack withoutTimes() {
    return new HostTrack(host, first, last, count, List.of());
  }

  private HostRef newer(HostTrack other) {
    if (last != other.last) {
      return last > other.last ? host : other.host;
    }
    return rank(host).compareTo(rank(other.host)) >= 0 ? host : other.host;
  }

  private static String rank(HostRef host) {
    return host.bootId() + '\0' + host.name();
  }
}
