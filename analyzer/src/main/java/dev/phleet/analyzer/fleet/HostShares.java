package dev.phleet.analyzer.fleet;

import java.util.Map;

/**
 * What the profiles of one executable on one host contribute; nearly always there is one.
 *
 * @param byProfile by profile key
 */
public record HostShares(Map<Long, ProfileShare> byProfile) {
  /** Copies the map. */
  public HostShares {
    byProfile = Map.copyOf(byProfile);
  }
}
