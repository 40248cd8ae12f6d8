package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.cluster.ClusterTrack;
import dev.phleet.analyzer.correlation.cluster.FacetTrack;
import java.util.List;

/** A row of a store of clusters; {@link ClusterStores} says which is where. */
sealed interface ClusterRow {
  /** The clusters of a subject. */
  record Track(ClusterTrack track) implements ClusterRow {}

  /** A facet of a cluster. */
  record Part(FacetTrack track) implements ClusterRow {}

  /** The oldest events of a cluster, oldest first. */
  record Oldest(List<EventRef> events) implements ClusterRow {}
}
