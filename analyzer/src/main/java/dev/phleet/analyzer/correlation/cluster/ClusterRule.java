package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import java.util.List;
import java.util.Optional;

/**
 * A rule of the form: so many different facets of one subject, of so many different kinds, within
 * W.
 */
public interface ClusterRule {
  /** What it concludes. */
  IncidentType type();

  /** Its times. */
  ClusterTiming timing();

  /** Whether an anomaly concerns it. */
  boolean concerns(Observation o);

  /** What the clusters of an anomaly are filed under. */
  String subject(Observation o);

  /** The facet that an anomaly shows. */
  Facet facet(Observation o);

  /** The kind that an anomaly is of; empty when the rule counts none. */
  Optional<Facet> kind(Observation o);

  /** How many facets it needs. */
  int facets();

  /** How many kinds it needs; 0 when it counts none. */
  int kinds();

  /** Begins the record: title, severity, hosts and executables. */
  Incident.Builder describe(String id, Cluster cluster, List<FacetTrack> facets);
}
