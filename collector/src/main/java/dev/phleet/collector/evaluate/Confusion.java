package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.TapedTrace;
import java.util.List;
import java.util.function.Predicate;

/**
 * How often an alarm was right. Rates are NaN where there is nothing to divide by.
 *
 * @param truePositives attacks that alarm
 * @param falsePositives normal ones that alarm
 * @param trueNegatives normal ones that do not
 * @param falseNegatives attacks that do not
 */
public record Confusion(
    long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {

  static Confusion of(List<Case> cases, Predicate<TapedTrace> alarm) {
    long[] counts = new long[4];
    for (Case one : cases) {
      counts[(one.isAttack() ? 0 : 2) + (one.alarms(alarm) ? 0 : 1)]++;
    }
    return new Confusion(counts[0], counts[2], counts[3], counts[1]);
  }

  /** Share of the attacks that alarm: true positive rate. */
  public double tpr() {
    return share(truePositives, falseNegatives);
  }

  /** Share of the normal ones that alarm: false positive rate. */
  public double fpr() {
    return share(falsePositives, trueNegatives);
  }

  /** Share of the normal ones that do not: true negative rate. */
  public double tnr() {
    return share(trueNegatives, falsePositives);
  }

  /** Share of the attacks that do not: false negative rate. */
  public double fnr() {
    return share(falseNegatives, truePositives);
  }

  /** Share of the alarms that are right. */
  public double precision() {
    return share(truePositives, falsePositives);
  }

  private static double share(long part, long rest) {
    return (double) part / (part + rest);
  }
}
