package dev.phleet.lab.simulation;

import java.util.Arrays;
import java.util.Random;

/**
 * Draws ranks by Zipf's law: rank r (from 0) comes with a probability proportional to 1 / (r +
 * 1)^s. A few programs and hosts make most of the noise of a fleet, and there is always one more.
 */
final class HeavyTail {
  private final double[] cumulated;

  /**
   * A distribution.
   *
   * @param ranks how many ranks
   * @param exponent s; the larger, the more the first ranks dominate
   */
  HeavyTail(int ranks, double exponent) {
    cumulated = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += Math.pow(rank + 1, -exponent);
      cumulated[rank] = sum;
    }
  }

  int draw(Random random) {
    double at = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, at);
    return Math.min(cumulated.length - 1, found >= 0 ? found : -found - 1);
  }
}
