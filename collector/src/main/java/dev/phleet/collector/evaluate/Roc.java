package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.TapedTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The receiver operating characteristic of a score: for each threshold the share of attacks and of
 * normal ones at or above it. Equal scores are one point, so the area below the straight lines
 * between points is the probability that an attack scores higher than a normal one, a tie counting
 * half.
 *
 * @param points from (0, 0) to (1, 1); empty unless there are both attacks and normal ones
 * @param area below the curve; NaN when there are no points
 */
public record Roc(List<Point> points, double area) {
  /**
   * A threshold's outcome.
   *
   * @param fpr share of the normal ones at or above it
   * @param tpr share of the attacks at or above it
   */
  public record Point(double fpr, double tpr) {}

  private record Scored(double score, boolean isAttack) {}

  static Roc of(List<Case> cases, ToDoubleFunction<TapedTrace> score) {
    List<Scored> scored =
        cases.stream()
            .map(one -> new Scored(one.score(score), one.isAttack()))
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .toList();
    long attacks = cases.stream().filter(Case::isAttack).count();
    long normal = cases.size() - attacks;
    if (attacks == 0 || normal == 0) {
      return new Roc(List.of(), Double.NaN);
    }
    List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
    double area = 0;
    long above = 0;
    for (int i = 0; i < scored.size(); i++) {
      above += scored.get(i).isAttack() ? 1 : 0;
      boolean tied = i + 1 < scored.size() && scored.get(i + 1).score() == scored.get(i).score();
      if (!tied) {
        Point last = points.get(points.size() - 1);
        Point next = new Point((double) (i + 1 - above) / normal, (double) above / attacks);
        area += (next.fpr() - last.fpr()) * (next.tpr() + last.tpr()) / 2;
        points.add(next);
      }
    }
    return new Roc(List.copyOf(points), area);
  }
}
