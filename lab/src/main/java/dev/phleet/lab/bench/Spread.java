package dev.phleet.lab.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * A measured figure: the middle of its samples, and the quartiles around it.
 *
 * @param median the middle sample
 * @param low a quarter of the samples are below
 * @param high a quarter of the samples are above
 */
record Spread(double median, double low, double high) {
  /**
   * The spread of at least one sample; between two samples it interpolates.
   *
   * @throws IllegalArgumentException when there is no sample
   */
  static Spread of(Collection<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Spread(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = (int) Math.ceil(position);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
