package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.EventRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where one rule keeps its clusters. */
public interface ClusterState {
  /** What is counted apart. */
  enum Dimension {
    /** What the rule is about. */
    FACET,
    /** What must differ as well. */
    KIND
  }

  /** The clusters of a subject; {@link ClusterTrack#EMPTY} when there is none. */
  ClusterTrack track(String subject);

  /** Keeps the clusters of a subject; forgets it when there is none left. */
  void putTrack(String subject, ClusterTrack track);

  /** Every subject with its clusters. */
  void eachSubject(Consumer<String> visitor);

  /** A facet of a cluster. */
  Optional<FacetTrack> facet(String subject, long number, Dimension dimension, String id);

  /** Keeps a facet of a cluster. */
  void putFacet(String subject, long number, Dimension dimension, FacetTrack track);

  /** All facets of a cluster, sorted by id. */
  List<FacetTrack> facets(String subject, long number, Dimension dimension);

  /** Forgets a facet of a cluster. */
  void forgetFacet(String subject, long number, Dimension dimension, String id);

  /** Forgets all facets of a cluster. */
  void forgetFacets(String subject, long number);

  /** The oldest events of a cluster, oldest first. */
  List<EventRef> evidence(String subject, long number);

  /** Keeps them; forgets them when there are none. */
  void putEvidence(String subject, long number, List<EventRef> oldest);
}
