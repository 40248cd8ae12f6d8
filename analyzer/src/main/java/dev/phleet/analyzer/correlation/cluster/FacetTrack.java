package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.correlation.HostTrack;
import dev.phleet.analyzer.correlation.Times;
import java.util.List;
import java.util.TreeSet;

/**
 * What one facet contributes to a cluster. Its times are thinned ({@link Times}) and kept only
 * until the cluster is an incident.
 *
 * @param facet the facet, as its newest event names it
 * @param first time of its first event, microseconds
 * @param last time of its last event, microseconds
 * @param count its events
 * @param times thinned times, ascending
 */
public record FacetTrack(Facet facet, long first, long last, long count, List<Long> times) {
  /** Copies the times. */
  public FacetTrack {
    times = List.copyOf(times);
  }

  static FacetTrack of(Facet facet, long time) {
    return new FacetTrack(facet, time, time, 1, List.of(time));
  }

  /** Both together, whichever came first. */
  FacetTrack with(FacetTrack other, long window, long horizon) {
    TreeSet<Long> all = new TreeSet<>(times);
    all.addAll(other.times);
    return with(other, Times.thin(List.copyOf(all), window, horizon));
  }

  /** Both together, whichever came first, without times. */
  FacetTrack with(FacetTrack other) {
    return with(other, List.of());
  }

  private FacetTrack with(FacetTrack other, List<Long> allTimes) {
    return new FacetTrack(
        newer(other),
        Math.min(first, other.first),
        Math.max(last, other.last),
        count + other.count,
        allTimes);
  }

  private Facet newer(FacetTrack other) {
    if (last != other.last) {
      return last > other.last ? facet : other.facet;
    }
    return rank(facet).compareTo(rank(other.facet)) >= 0 ? facet : other.facet;
  }

  private static String rank(Facet facet) {
    return facet.detail() + '\0' + facet.name() + '\0' + facet.number();
  }

  FacetTrack withoutTimes() {
    return new FacetTrack(facet, first, last, count, List.of());
  }

  /** As a host's, when the facet is a host. */
  HostTrack asHost() {
    HostRef host = new HostRef(facet.id(), facet.name(), facet.detail());
    return new HostTrack(host, first, last, count, List.of());
  }
}
