package dev.phleet.analyzer.correlation.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * The remembered clusters of one subject; nearly always one.
 *
 * @param next number of the next cluster
 * @param clusters the clusters, in no particular order
 */
public record ClusterTrack(long next, List<Cluster> clusters) {
  /** Nothing remembered. */
  public static final ClusterTrack EMPTY = new ClusterTrack(0, List.of());

  /** Copies the clusters. */
  public ClusterTrack {
    clusters = List.copyOf(clusters);
  }

  /** With this cluster in the place of the one of the same number, or added. */
  ClusterTrack with(Cluster cluster) {
    List<Cluster> all = new ArrayList<>(clusters.size() + 1);
    for (Cluster other : clusters) {
      if (other.number() != cluster.number()) {
        all.add(other);
      }
    }
    all.add(cluster);
    return new ClusterTrack(Math.max(next, cluster.number() + 1), all);
  }

  ClusterTrack without(long number) {
    return new ClusterTrack(next, clusters.stream().filter(c -> c.number() != number).toList());
  }
}
