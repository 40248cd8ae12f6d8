package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.Exhibit;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.cluster.ClusterState.Dimension;
import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Files anomalies into clusters, and tells when enough came together within W. */
final class Placing {
  /** Kinds of a cluster that is no incident; one host can show any number of them. */
  static final int KINDS = 128;

  private static final Comparator<Case> ELDER =
      Comparator.comparing((Case c) -> !c.told())
          .thenComparingLong(Case::openedAt)
          .thenComparing(Case::id);

  /**
   * Where an anomaly went.
   *
   * @param cluster its cluster, this anomaly included
   * @param retired clusters whose incident was told and has become part of it
   */
  record Placement(Cluster cluster, List<Cluster> retired) {}

  private record Moment(long time, Dimension dimension, String id) {}

  private final ClusterRule rule;
  private final ClusterState state;
  private final Tally tally;
  private final long gapMicros;
  private final long windowMicros;
  private final long horizonMicros;

  Placing(ClusterRule rule, ClusterState state, Tally tally) {
    this.rule = rule;
    this.state = state;
    this.tally = tally;
    gapMicros = rule.timing().gapMicros();
    windowMicros = rule.timing().windowMicros();
    horizonMicros = rule.timing().memoryMicros() + windowMicros;
  }

  /** Adds an anomaly to the cluster it belongs to; it may join two into one. */
  Placement place(String subject, Observation o, long now) {
    ClusterTrack track = state.track(subject);
    List<Cluster> near =
        track.clusters().stream()
            .filter(c -> c.reaches(o.time(), gapMicros))
            .sorted(Comparator.comparingLong(Cluster::number))
            .toList();
    Cluster own = Cluster.of(track.next(), o);
    Cluster cluster = near.isEmpty() ? own : near.get(0);
    List<Cluster> retired = new ArrayList<>();
    for (int i = 1; i < near.size(); i++) {
      cluster = absorb(subject, cluster, near.get(i), now, retired);
      track = track.without(near.get(i).number());
    }
    boolean open = cluster.incident().isPresent();
    int facets =
        cluster.facets()
            + add(subject, cluster, Dimension.FACET, FacetTrack.of(rule.facet(o), o.time()), now);
    int kinds = cluster.kinds();
    Optional<Facet> kind = open ? Optional.empty() : rule.kind(o);
    if (kind.isPresent()) {
      kinds += add(subject, cluster, Dimension.KIND, FacetTrack.of(kind.get(), o.time()), now);
    }
    if (!open && kinds > Math.max(KINDS, 2 * rule.kinds())) {
      kinds = forgetOldKinds(subject, cluster.number(), kinds);
    }
    cluster = (near.isEmpty() ? own : cluster.with(own)).withDistinct(facets, kinds);
    if (o.time() <= cluster.evidenceUntil()) {
      cluster = addEvidence(subject, cluster, List.of(o.event()));
    }
    state.putTrack(subject, track.with(cluster));
    return new Placement(cluster, retired);
  }

  private Cluster absorb(
      String subject, Cluster into, Cluster other, long now, List<Cluster> retired) {
    Optional<Case> kept = into.incident().or(other::incident);
    if (into.incident().isPresent() && other.incident().isPresent()) {
      boolean first = ELDER.compare(into.incident().get(), other.incident().get()) <= 0;
      kept = first ? into.incident() : other.incident();
      Cluster younger = first ? other : into;
      if (younger.incident().get().told()) {
        retired.add(younger);
      }
    }
    Cluster both = into.withIncident(kept);
    int facets = into.facets();
    int kinds = into.kinds();
    for (FacetTrack track : state.facets(subject, other.number(), Dimension.FACET)) {
      facets += add(subject, both, Dimension.FACET, track, now);
    }
    for (FacetTrack track : state.facets(subject, other.number(), Dimension.KIND)) {
      kinds += add(subject, both, Dimension.KIND, track, now);
    }
    both = addEvidence(subject, both, state.evidence(subject, other.number()));
    state.forgetFacets(subject, other.number());
    state.putEvidence(subject, other.number(), List.of());
    return both.with(other).withDistinct(facets, kinds);
  }

  private Cluster addEvidence(String subject, Cluster cluster, List<EventRef> events) {
    List<EventRef> oldest = Exhibit.oldest(state.evidence(subject, cluster.number()), events);
    state.putEvidence(subject, cluster.number(), oldest);
    boolean full = oldest.size() == Exhibit.MOST;
    return cluster.withEvidenceUntil(full ? oldest.get(oldest.size() - 1).time() : Long.MAX_VALUE);
  }

  /** Returns 1 when the facet is new to the cluster. */
  private int add(
      String subject, Cluster cluster, Dimension dimension, FacetTrack track, long now) {
    Optional<FacetTrack> known =
        state.facet(subject, cluster.number(), dimension, track.facet().id());
    boolean open = cluster.incident().isPresent();
    FacetTrack merged =
        open
            ? known.map(k -> k.with(track)).orElseGet(track::withoutTimes)
            : known.map(k -> k.with(track, windowMicros, now - horizonMicros)).orElse(track);
    state.putFacet(subject, cluster.number(), dimension, merged);
    return known.isPresent() ? 0 : 1;
  }

  /**
   * Keeps the newer half of the kinds. In a window that an older one could have completed there are
   * then newer ones, unless an event comes late.
   */
  private int forgetOldKinds(String subject, long number, int kinds) {
    List<FacetTrack> oldest =
        state.facets(subject, number, Dimension.KIND).stream()
            .sorted(Comparator.comparingLong(FacetTrack::last).thenComparing(t -> t.facet().id()))
            .limit(kinds / 2)
            .toList();
    oldest.forEach(t -> state.forgetFacet(subject, number, Dimension.KIND, t.facet().id()));
    tally.add(Counted.KIND_FORGOTTEN, oldest.size());
    return kinds - oldest.size();
  }

  /** The earliest time at which the rule was met; empty if it never was. */
  OptionalLong metAt(String subject, Cluster cluster) {
    if (cluster.facets() < rule.facets() || cluster.kinds() < rule.kinds()) {
      return OptionalLong.empty();
    }
    List<Moment> moments = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      for (FacetTrack track : state.facets(subject, cluster.number(), dimension)) {
        track.times().forEach(t -> moments.add(new Moment(t, dimension, track.facet().id())));
      }
    }
    moments.sort(Comparator.comparingLong(Moment::time));
    Map<Dimension, Map<String, Integer>> inside = new HashMap<>();
    for (Dimension dimension : Dimension.values()) {
      inside.put(dimension, new HashMap<>());
    }
    int left = 0;
    for (Moment moment : moments) {
      inside.get(moment.dimension()).merge(moment.id(), 1, Integer::sum);
      while (moment.time() - moments.get(left).time() > windowMicros) {
        Moment out = moments.get(left);
        inside.get(out.dimension()).computeIfPresent(out.id(), (i, n) -> n == 1 ? null : n - 1);
        left++;
      }
      if (inside.get(Dimension.FACET).size() >= rule.facets()
          && inside.get(Dimension.KIND).size() >= rule.kinds()) {
        return OptionalLong.of(moment.time());
      }
    }
    return OptionalLong.empty();
  }

  /** Makes a cluster an incident; its times and kinds are no longer needed. */
  void open(String subject, Cluster cluster) {
    List<FacetTrack> facets = state.facets(subject, cluster.number(), Dimension.FACET);
    state.forgetFacets(subject, cluster.number());
    facets.forEach(
        f -> state.putFacet(subject, cluster.number(), Dimension.FACET, f.withoutTimes()));
  }

  /** Forgets a cluster. */
  void forget(String subject, Cluster cluster) {
    state.putTrack(subject, state.track(subject).without(cluster.number()));
    state.forgetFacets(subject, cluster.number());
    state.putEvidence(subject, cluster.number(), List.of());
  }
}
