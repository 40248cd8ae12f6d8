package dev.phleet.lab.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;

/**
 * A measured figure: the middle of its samples, and the quartiles around it.
 *
 * @param median the middle sample
 * @param low a quarter of the samples are below
 * @param high a quarter of the samples are above
 */
record Spread(double median, double low, double high) {
  private static final int FEWEST_FOR_ERROR = 6;

  /** Of a normal distribution with the deviation 1/2, which a coin that is thrown once has. */
  private static final double HALF_RANGE = 1.96 / 2;

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

  /**
   * Half of the range in which the median of countless samples is, at 19 to 1: from the samples'
   * order alone, so whatever their distribution. Nothing for fewer than six samples, of which not
   * even the least and the greatest have it between them so surely.
   */
  static OptionalDouble errorOfMedian(Collection<Double> samples) {
    int count = samples.size();
    if (count < FEWEST_FOR_ERROR) {
      return OptionalDouble.empty();
    }
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int rank = (int) ((count + 1) / 2.0 - HALF_RANGE * Math.sqrt(count));
    return OptionalDouble.of((sorted[count - rank] - sorted[rank - 1]) / 2);
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = (int) Math.ceil(position);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
