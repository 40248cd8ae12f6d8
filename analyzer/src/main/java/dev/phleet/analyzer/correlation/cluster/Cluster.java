package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.Observation;
import java.util.Optional;

/**
 * Events of one subject of which no two neighbours in time are further apart than the gap. Which
 * events form a cluster depends on their times only, not on the order in which they arrived.
 *
 * @param number number among the clusters of its subject
 * @param first time of its first event, microseconds
 * @param last time of its last event, microseconds
 * @param count its events
 * @param facets its distinct facets
 * @param kinds its distinct kinds; 0 when the rule has none
 * @param peak highest locality frame count of its events
 * @param incident the incident that it is; empty while the rule is not met
 * @param exemplar its first event
 * @param evidenceUntil events later than this are no evidence: enough older ones are known;
 *     microseconds. The evidence itself is kept beside the facets, and rarely changes.
 */
public record Cluster(
    long number,
    long first,
    long last,
    long count,
    int facets,
    int kinds,
    int peak,
    Optional<Case> incident,
    Observation exemplar,
    long evidenceUntil) {
  static Cluster of(long number, Observation o) {
    return new Cluster(
        number, o.time(), o.time(), 1, 0, 0, o.lfc(), Optional.empty(), o, Long.MAX_VALUE);
  }

  boolean reaches(long time, long gap) {
    return time >= first - gap && time <= last + gap;
  }

  /** Both together, under this cluster's number and with this one's incident. */
  Cluster with(Cluster other) {
    boolean older = exemplar.event().compareTo(other.exemplar.event()) <= 0;
    return new Cluster(
        number,
        Math.min(first, other.first),
        Math.max(last, other.last),
        count + other.count,
        facets,
        kinds,
        Math.max(peak, other.peak),
        incident,
        older ? exemplar : other.exemplar,
        evidenceUntil);
  }

  Cluster withDistinct(int newFacets, int newKinds) {
    return new Cluster(
        number, first, last, count, newFacets, newKinds, peak, incident, exemplar, evidenceUntil);
  }

  Cluster withEvidenceUntil(long until) {
    return new Cluster(number, first, last, count, facets, kinds, peak, incident, exemplar, until);
  }

  /** The same with this incident. */
  public Cluster withIncident(Optional<Case> now) {
    return new Cluster(
        number, first, last, count, facets, kinds, peak, now, exemplar, evidenceUntil);
  }

  boolean changed() {
    return incident.filter(i -> i.toldFacets() != facets || i.toldCount() != count).isPresent();
  }
}
