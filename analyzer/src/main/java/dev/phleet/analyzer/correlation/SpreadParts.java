package dev.phleet.analyzer.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of an incident: its hosts (with an index from host to incidents, by which neighbours
 * are found), its members and its exhibit. Each method returns the head that counts them.
 */
final class SpreadParts {
  private final SpreadState state;
  private final WaitingRoom waiting;

  SpreadParts(SpreadState state, WaitingRoom waiting) {
    this.state = state;
    this.waiting = waiting;
  }

  Spread addHost(Spread spread, HostTrack track) {
    GroupKey group = spread.group();
    String host = track.host().id();
    Optional<HostTrack> known = state.host(group, host);
    state.putHost(group, known.map(k -> k.with(track)).orElseGet(track::withoutTimes));
    if (known.isPresent()) {
      return spread;
    }
    List<String> groups = new ArrayList<>(state.spreadsOf(group.executableId(), host));
    groups.add(group.name());
    state.putSpreadsOf(group.executableId(), host, groups);
    return spread.withParts(spread.hosts() + 1, spread.signatures(), spread.exhibitUntil());
  }

  Spread addExhibit(Spread spread, Exhibit exhibit) {
    // It is full, and everything here is newer.
    if (exhibit.exemplar().time() > spread.exhibitUntil()) {
      return spread;
    }
    Exhibit both = state.exhibit(spread.group()).map(known -> known.with(exhibit)).orElse(exhibit);
    state.putExhibit(spread.group(), both);
    return spread.withParts(spread.hosts(), spread.signatures(), both.until());
  }

  /** Adds a member that is in no incident. */
  Spread addMember(Spread spread, SharedSession member) {
    state.putMember(spread.group(), member);
    return spread.withParts(spread.hosts(), spread.signatures() + 1, spread.exhibitUntil());
  }

  /** Adds a member, or says anew when it began. */
  Spread putMember(Spread spread, SharedSession member) {
    if (!state.hasMember(spread.group(), member.key())) {
      return addMember(spread, member);
    }
    state.putMember(spread.group(), member);
    return spread;
  }

  Spread removeMember(Spread spread, SessionKey key) {
    if (!state.hasMember(spread.group(), key)) {
      return spread;
    }
    state.forgetMember(spread.group(), key);
    return spread.withParts(spread.hosts(), spread.signatures() - 1, spread.exhibitUntil());
  }

  /** Takes over hosts and exhibit of a session that stood alone, and had these hosts. */
  Spread addSession(Spread spread, SessionKey key, List<HostTrack> hosts) {
    Spread result = spread;
    for (HostTrack track : hosts) {
      result = addHost(result, track);
    }
    Optional<Exhibit> exhibit = state.exhibit(key.group());
    if (exhibit.isPresent()) {
      result = addExhibit(result, exhibit.get());
    }
    waiting.leave(key, hosts);
    state.forgetParts(key.group());
    return result;
  }

  /** Takes over everything of another incident, which is no more. */
  Spread addAll(Spread spread, Spread other) {
    Spread result = spread.withEvents(other.first(), other.last(), other.count());
    List<HostTrack> hosts = state.hosts(other.group());
    List<SharedSession> members = state.members(other.group());
    Exhibit exhibit = state.exhibit(other.group()).orElseThrow();
    forget(other);
    for (HostTrack track : hosts) {
      result = addHost(result, track);
    }
    for (SharedSession member : members) {
      result = putMember(result, member);
    }
    return addExhibit(result, exhibit);
  }

  /** Whether one of these hosts was seen in an incident. */
  boolean hasOneOf(Spread spread, List<HostTrack> hosts) {
    GroupKey group = spread.group();
    return hosts.stream()
        .anyMatch(t -> state.spreadsOf(group.executableId(), t.host().id()).contains(group.name()));
  }

  /** Whether some host was seen in both. */
  boolean shareHost(Spread one, Spread other) {
    boolean fewer = one.hosts() <= other.hosts();
    GroupKey small = (fewer ? one : other).group();
    return hasOneOf(fewer ? other : one, state.hosts(small));
  }

  /** Forgets all parts. */
  void forget(Spread spread) {
    GroupKey group = spread.group();
    for (HostTrack track : state.hosts(group)) {
      String host = track.host().id();
      List<String> groups = new ArrayList<>(state.spreadsOf(group.executableId(), host));
      groups.remove(group.name());
      state.putSpreadsOf(group.executableId(), host, groups);
    }
    state.members(group).forEach(member -> state.forgetMember(group, member.key()));
    state.forgetParts(group);
  }
}
