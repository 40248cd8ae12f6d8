package dev.phleet.analyzer.fleet.pairs;

import java.util.Collection;
import org.roaringbitmap.RoaringBitmap;

/**
 * The pairs of a profile, or of all profiles of a program on one host. Not to be changed.
 *
 * @param training training data, by {@link PairCode}
 * @param test test data: what is known as normal
 */
public record PairSet(RoaringBitmap training, RoaringBitmap test) {
  /** No pairs. */
  public static final PairSet EMPTY = new PairSet(new RoaringBitmap(), new RoaringBitmap());

  /** What one of them or several know. */
  public static PairSet union(Collection<PairSet> sets) {
    RoaringBitmap training = new RoaringBitmap();
    RoaringBitmap test = new RoaringBitmap();
    for (PairSet set : sets) {
      training.or(set.training);
      test.or(set.test);
    }
    training.runOptimize();
    test.runOptimize();
    return new PairSet(training, test);
  }

  /** Training and test data together. */
  public RoaringBitmap known() {
    return RoaringBitmap.or(training, test);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return training.isEmpty() && test.isEmpty();
  }

  /** Whether there is test data. */
  public boolean isNormal() {
    return !test.isEmpty();
  }
}
