package dev.phleet.analyzer.fleet;

import java.util.Map;

/**
 * What the profiles of some hosts have changed in what the fleet knows of one executable. Numbers
 * are what is to be added, and may be negative.
 *
 * @param training hosts in training
 * @param frozen hosts frozen
 * @param normal hosts normal
 * @param calls system calls
 * @param anomalies anomalies
 * @param firstSeen first time one of the hosts saw it, microseconds
 * @param lastSeen newest event, microseconds
 * @param pairs hosts by how many pairs they know
 * @param paths profiles by their path
 */
public record FleetChange(
    int training,
    int frozen,
    int normal,
    long calls,
    long anomalies,
    long firstSeen,
    long lastSeen,
    Map<Integer, Integer> pairs,
    Map<String, Integer> paths) {
  /** Copies the maps. */
  public FleetChange {
    pairs = Map.copyOf(pairs);
    paths = Map.copyOf(paths);
  }
}
