package dev.phleet.analyzer.correlation;

import java.util.List;

/**
 * Events of one signature, all hosts together, of which no two neighbours in time are further apart
 * than the session gap. Which events form a session depends on their times only, not on the order
 * in which they arrived.
 *
 * @param number number among the sessions of its signature
 * @param first time of its first event, microseconds
 * @param last time of its last event, microseconds
 * @param count its events
 * @param hosts its distinct hosts while it stands alone
 * @param exhibitUntil {@link Exhibit#until()} of its exhibit
 * @param spread group of the incident that it belongs to; empty while it stands alone
 */
public record Session(
    long number, long first, long last, long count, int hosts, long exhibitUntil, String spread) {

  static Session of(long number, Observation o) {
    return new Session(number, o.time(), o.time(), 1, 1, Long.MAX_VALUE, "");
  }

  /** Whether it belongs to an incident: K hosts within W have been seen. */
  boolean shared() {
    return !spread.isEmpty();
  }

  boolean reaches(long time, long gap) {
    return time >= first - gap && time <= last + gap;
  }

  Session with(long from, long to, long events, int distinctHosts) {
    return new Session(
        number,
        Math.min(first, from),
        Math.max(last, to),
        count + events,
        distinctHosts,
        exhibitUntil,
        spread);
  }

  Session withExhibitUntil(long until) {
    return new Session(number, first, last, count, hosts, until, spread);
  }

  /** What is left of it when only these hosts were seen in it. */
  Session of(List<HostTrack> tracks, long until) {
    return new Session(
        number,
        tracks.stream().mapToLong(HostTrack::first).min().orElseThrow(),
        tracks.stream().mapToLong(HostTrack::last).max().orElseThrow(),
        tracks.stream().mapToLong(HostTrack::count).sum(),
        tracks.size(),
        until,
        spread);
  }

  Session in(String group) {
    return new Session(number, first, last, count, hosts, exhibitUntil, group);
  }
}
