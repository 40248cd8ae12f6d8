package dev.phleet.analyzer.correlation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The spread rule's state without a store, for tests of the rule alone. */
final class InMemorySpreadState implements SpreadState {
  private final Map<SignatureKey, SignatureTrack> tracks = new HashMap<>();
  private final Map<SessionKey, Map<String, HostTrack>> hosts = new HashMap<>();
  private final Map<String, List<Spread>> spreads = new TreeMap<>();

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
  public void eachTrack(Consumer<SignatureKey> visitor) {
    tracks.keySet().forEach(visitor);
  }

  @Override
  public Optional<HostTrack> host(SessionKey key, String hostId) {
    return Optional.ofNullable(hosts.getOrDefault(key, Map.of()).get(hostId));
  }

  @Override
  public void putHost(SessionKey key, HostTrack track) {
    hosts.computeIfAbsent(key, k -> new TreeMap<>()).put(track.host().id(), track);
  }

  @Override
  public List<HostTrack> hosts(SessionKey key) {
    return List.copyOf(hosts.getOrDefault(key, Map.of()).values());
  }

  @Override
  public void forgetHosts(SessionKey key) {
    hosts.remove(key);
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
    return tracks.size() + hosts.size() + spreads.size();
  }

  List<Spread> all() {
    return spreads.values().stream().flatMap(List::stream).toList();
  }
}
