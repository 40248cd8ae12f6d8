package dev.phleet.analyzer.fleet.pairs;

import dev.phleet.schemas.event.FleetProfile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What the pairs of an executable come to.
 *
 * @param pairs pairs that any host knows
 * @param common pairs that every host with pairs knows
 * @param newLastDay pairs new to the whole fleet in the last 24 hours
 * @param lastNew when the last one came, microseconds; 0 when none is known
 * @param quiet whether pairs are known and none has come for a day
 * @param outliers ids of the hosts that differ most, most different first
 */
public record PairFigures(
    int pairs, int common, int newLastDay, long lastNew, boolean quiet, List<String> outliers) {

  /** Puts them into what is published of the executable. */
  public void enter(FleetProfile profile) {
    profile.setPairs(pairs);
    profile.setCommonPairs(common);
    profile.setNewPairsLastDay(newLastDay);
    profile.setLastNewPair(lastNew == 0 ? null : Instant.EPOCH.plus(lastNew, ChronoUnit.MICROS));
    profile.setConverged(quiet && profile.getHosts() > 0 && profile.getTraining() == 0);
    profile.setOutliers(outliers);
  }
}
