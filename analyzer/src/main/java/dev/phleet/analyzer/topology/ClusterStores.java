package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.cluster.ClusterState;
import dev.phleet.analyzer.correlation.cluster.ClusterTrack;
import dev.phleet.analyzer.correlation.cluster.FacetTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The clusters of one rule in a store that several share. The parts of a key are separated by a
 * zero, which no checked part contains:
 *
 * <pre>
 * rule 0 t 0 subject                                   its clusters
 * rule 0 f 0 subject 0 cluster 0 dimension 0 facet id  a facet
 * rule 0 e 0 subject 0 cluster                         its oldest events
 * </pre>
 *
 * @param rows the store
 * @param rule name of the rule
 */
record ClusterStores(KeyValueStore<String, ClusterRow> rows, String rule) implements ClusterState {
  private static final char ZERO = '\0';

  private String tracks() {
    return rule + ZERO + "t" + ZERO;
  }

  private String parts(String subject, long number) {
    return rule + ZERO + "f" + ZERO + subject + ZERO + Long.toHexString(number) + ZERO;
  }

  private String parts(String subject, long number, Dimension dimension) {
    return parts(subject, number) + dimension.name() + ZERO;
  }

  @Override
  public ClusterTrack track(String subject) {
    ClusterRow row = rows.get(tracks() + subject);
    return row == null ? ClusterTrack.EMPTY : ((ClusterRow.Track) row).track();
  }

  @Override
  public void putTrack(String subject, ClusterTrack track) {
    rows.put(tracks() + subject, track.clusters().isEmpty() ? null : new ClusterRow.Track(track));
  }

  @Override
  public void eachSubject(Consumer<String> visitor) {
    try (KeyValueIterator<String, ClusterRow> found =
        rows.prefixScan(tracks(), new StringSerializer())) {
      found.forEachRemaining(entry -> visitor.accept(entry.key.substring(tracks().length())));
    }
  }

  @Override
  public Optional<FacetTrack> facet(String subject, long number, Dimension dimension, String id) {
    return Optional.ofNullable(rows.get(parts(subject, number, dimension) + id))
        .map(row -> ((ClusterRow.Part) row).track());
  }

  @Override
  public void putFacet(String subject, long number, Dimension dimension, FacetTrack track) {
    rows.put(parts(subject, number, dimension) + track.facet().id(), new ClusterRow.Part(track));
  }

  @Override
  public List<FacetTrack> facets(String subject, long number, Dimension dimension) {
    List<FacetTrack> facets = new ArrayList<>();
    try (KeyValueIterator<String, ClusterRow> found =
        rows.prefixScan(parts(subject, number, dimension), new StringSerializer())) {
      found.forEachRemaining(entry -> facets.add(((ClusterRow.Part) entry.value).track()));
    }
    return facets;
  }

  @Override
  public void forgetFacet(String subject, long number, Dimension dimension, String id) {
    rows.put(parts(subject, number, dimension) + id, null);
  }

  @Override
  public void forgetFacets(String subject, long number) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, ClusterRow> found =
        rows.prefixScan(parts(subject, number), new StringSerializer())) {
      found.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(rows::delete);
  }

  @Override
  public List<EventRef> evidence(String subject, long number) {
    ClusterRow row = rows.get(evidenceKey(subject, number));
    return row == null ? List.of() : ((ClusterRow.Oldest) row).events();
  }

  @Override
  public void putEvidence(String subject, long number, List<EventRef> oldest) {
    rows.put(evidenceKey(subject, number), oldest.isEmpty() ? null : new ClusterRow.Oldest(oldest));
  }

  private String evidenceKey(String subject, long number) {
    return rule + ZERO + "e" + ZERO + subject + ZERO + Long.toHexString(number);
  }
}
