package dev.phleet.analyzer.correlation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The spread rule's state without a store, for tests of the rule alone. */
final class InMemorySpreadState implements SpreadState {
  private final Map<SignatureKey, SignatureTrack> tracks = new HashMap<>();
  private final Map<GroupKey, Map<String, HostTrack>> hosts = new HashMap<>();
  private final Map<String, List<Spread>> spreads = new TreeMap<>();
  private final Map<GroupKey, Exhibit> exhibits = new HashMap<>();
  private final Map<GroupKey, Map<SessionKey, SharedSession>> members = new HashMap<>();
  private final Map<String, List<String>> spreadsOfHosts = new HashMap<>();
  private final Map<String, List<Waiting>> waiting = new HashMap<>();

  @Override
  public SignatureTrack track(SignatureKey key) {
    return tracks.getOrDefault(key, SignatureTrack.EMPTY);
  }

  @Override
  public void putTrack(SignatureKey key, SignatureTrack track) {
    if (track.sessions().isEmpty()) {
      tracks.remove(key);
    } else {
      tracks.put(key, track);
    }
  }

  @Override
  public void eachTrack(BiConsumer<SignatureKey, SignatureTrack> visitor) {
    tracks.forEach(visitor);
  }

  @Override
  public void begin(GroupKey group, HostTrack track, Exhibit exhibit) {
    if (hosts.containsKey(group) || exhibits.containsKey(group)) {
      throw new IllegalStateException("something is known of " + group);
    }
    putHost(group, track);
    putExhibit(group, exhibit);
  }

  @Override
  public Optional<HostTrack> host(GroupKey key, String hostId) {
    return Optional.ofNullable(hosts.getOrDefault(key, Map.of()).get(hostId));
  }

  @Override
  public void putHost(GroupKey key, HostTrack track) {
    hosts.computeIfAbsent(key, k -> new TreeMap<>()).put(track.host().id(), track);
  }

  @Override
  public List<HostTrack> hosts(GroupKey key) {
    return List.copyOf(hosts.getOrDefault(key, Map.of()).values());
  }

  @Override
  public void forgetHost(GroupKey key, String hostId) {
    hosts.computeIfPresent(
        key,
        (group, known) -> {
          known.remove(hostId);
          return known.isEmpty() ? null : known;
        });
  }

  @Override
  public Optional<Exhibit> exhibit(GroupKey group) {
    return Optional.ofNullable(exhibits.get(group));
  }

  @Override
  public void putExhibit(GroupKey group, Exhibit exhibit) {
    exhibits.put(group, exhibit);
  }

  @Override
  public void forgetParts(GroupKey group) {
    hosts.remove(group);
    exhibits.remove(group);
  }

  @Override
  public List<SharedSession> members(GroupKey spread) {
    return List.copyOf(members.getOrDefault(spread, Map.of()).values());
  }

  @Override
  public boolean hasMember(GroupKey spread, SessionKey member) {
    return members.getOrDefault(spread, Map.of()).containsKey(member);
  }

  @Override
  public void putMember(GroupKey spread, SharedSession member) {
    members.computeIfAbsent(spread, s -> new HashMap<>()).put(member.key(), member);
  }

  @Override
  public void forgetMember(GroupKey spread, SessionKey member) {
    members.computeIfPresent(
        spread,
        (s, known) -> {
          known.remove(member);
          return known.isEmpty() ? null : known;
        });
  }

  @Override
  public List<String> spreadsOf(String executableId, String hostId) {
    return spreadsOfHosts.getOrDefault(executableId + " " + hostId, List.of());
  }

  @Override
  public void putSpreadsOf(String executableId, String hostId, Collection<String> groups) {
    if (groups.isEmpty()) {
      spreadsOfHosts.remove(executableId + " " + hostId);
    } else {
      spreadsOfHosts.put(executableId + " " + hostId, List.copyOf(groups));
    }
  }

  @Override
  public List<Waiting> waiting(String executableId, String hostId) {
    return waiting.getOrDefault(executableId + " " + hostId, List.of());
  }

  @Override
  public void putWaiting(String executableId, String hostId, List<Waiting> sorted) {
    if (sorted.isEmpty()) {
      waiting.remove(executableId + " " + hostId);
    } else {
      waiting.put(executableId + " " + hostId, List.copyOf(sorted));
    }
  }

  @Override
  public List<Spread> spreads(String executableId) {
    return spreads.getOrDefault(executableId, List.of());
  }

  @Override
  public void putSpreads(String executableId, Collection<Spread> all) {
    if (all.isEmpty()) {
      spreads.remove(executableId);
    } else {
      spreads.put(executableId, new ArrayList<>(all));
    }
  }

  @Override
  public void eachExecutable(Consumer<String> visitor) {
    spreads.keySet().forEach(visitor);
  }

  /** How many things are remembered. */
  int size() {
    return tracks.size()
        + hosts.size()
        + spreads.size()
        + exhibits.size()
        + members.size()
        + spreadsOfHosts.size()
        + waiting.size();
  }

  List<Spread> all() {
    return spreads.values().stream().flatMap(List::stream).toList();
  }
}
