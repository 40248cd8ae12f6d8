package dev.phleet.analyzer.fleet.pairs;

import java.util.List;

/**
 * What is kept of an executable beside its sets.
 *
 * @param architectures those that any host has had, sorted
 * @param growth when it learned
 * @param outliers ids of the hosts that differ most, most different first
 */
public record PairSummary(List<String> architectures, Growth growth, List<String> outliers) {
  /** Nothing known. */
  public static final PairSummary NONE = new PairSummary(List.of(), Growth.NONE, List.of());

  PairSummary withArchitectures(List<String> now) {
    return new PairSummary(now, growth, outliers);
  }

  PairSummary grown(long micros, int pairs) {
    return new PairSummary(architectures, growth.plus(micros, pairs), outliers);
  }

  PairSummary withOutliers(List<String> now) {
    return new PairSummary(architectures, growth, now);
  }
}
