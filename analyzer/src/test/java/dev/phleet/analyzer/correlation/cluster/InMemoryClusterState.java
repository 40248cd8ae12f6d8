package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.EventRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The state of {@link Clusters} without a store, for tests of the rules alone. */
final class InMemoryClusterState implements ClusterState {
  private record Key(String subject, long number, Dimension dimension) {}

  private final Map<String, ClusterTrack> tracks = new TreeMap<>();
  private final Map<Key, Map<String, FacetTrack>> facets = new HashMap<>();

  private final Map<String, List<EventRef>> oldest = new HashMap<>();

  @Override
  public ClusterTrack track(String subject) {
    return tracks.getOrDefault(subject, ClusterTrack.EMPTY);
  }

  @Override
  public void putTrack(String subject, ClusterTrack track) {
    tracks.remove(subject);
    if (!track.clusters().isEmpty()) {
      tracks.put(subject, track);
    }
  }

  @Override
  public void eachSubject(Consumer<String> visitor) {
    tracks.keySet().forEach(visitor);
  }

  @Override
  public Optional<FacetTrack> facet(String subject, long number, Dimension dimension, String id) {
    return Optional.ofNullable(all(subject, number, dimension).get(id));
  }

  @Override
  public void putFacet(String subject, long number, Dimension dimension, FacetTrack track) {
    facets
        .computeIfAbsent(new Key(subject, number, dimension), k -> new TreeMap<>())
        .put(track.facet().id(), track);
  }

  @Override
  public List<FacetTrack> facets(String subject, long number, Dimension dimension) {
    return List.copyOf(all(subject, number, dimension).values());
  }

  private Map<String, FacetTrack> all(String subject, long number, Dimension dimension) {
    return facets.getOrDefault(new Key(subject, number, dimension), Map.of());
  }

  @Override
  public void forgetFacet(String subject, long number, Dimension dimension, String id) {
    facets.get(new Key(subject, number, dimension)).remove(id);
  }

  @Override
  public void forgetFacets(String subject, long number) {
    for (Dimension dimension : Dimension.values()) {
      facets.remove(new Key(subject, number, dimension));
    }
  }

  @Override
  public List<EventRef> evidence(String subject, long number) {
    return oldest.getOrDefault(subject + " " + number, List.of());
  }

  @Override
  public void putEvidence(String subject, long number, List<EventRef> events) {
    if (events.isEmpty()) {
      oldest.remove(subject + " " + number);
    } else {
      oldest.put(subject + " " + number, List.copyOf(events));
    }
  }

  /** How many things are remembered. */
  int size() {
    return tracks.size() + facets.size() + oldest.size();
  }
}
