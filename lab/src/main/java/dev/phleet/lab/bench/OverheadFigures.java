package dev.phleet.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/**
 * Samples of what one thing took, in nanoseconds: the same number for each subject, taken in turn,
 * so that sample n of one belongs to sample n of every other.
 */
final class OverheadFigures {
  static final String BARE = "bare";
  static final String EMPTY = "empty";

  private final Map<String, List<Double>> samples = new LinkedHashMap<>();

  void add(String subject, double nanos) {
    samples.computeIfAbsent(subject, name -> new ArrayList<>()).add(nanos);
  }

  /** Names of the subjects, in the order in which they were first measured. */
  List<String> subjects() {
    return List.copyOf(samples.keySet());
  }

  /** Nanoseconds. */
  Spread cost(String subject) {
    return Spread.of(samples.get(subject));
  }

  /** What it adds over the bare one of the same round, nanoseconds. */
  Spread added(String subject) {
    return Spread.of(compared(subject, (bare, with) -> with - bare));
  }

  /** The same in percent of the bare one of the same round. */
  Spread percent(String subject) {
    return Spread.of(percents(subject));
  }

  /** How sure its median is, see {@link Spread#errorOfMedian}. */
  OptionalDouble errorOfPercent(String subject) {
    return Spread.errorOfMedian(percents(subject));
  }

  private List<Double> percents(String subject) {
    return compared(subject, (bare, with) -> 100 * (with - bare) / bare);
  }

  private List<Double> compared(String subject, DoubleBinaryOperator comparison) {
    List<Double> bare = samples.get(BARE);
    List<Double> with = samples.get(subject);
    List<Double> compared = new ArrayList<>();
    for (int round = 0; round < with.size(); round++) {
      compared.add(comparison.applyAsDouble(bare.get(round), with.get(round)));
    }
    return compared;
  }

  /**
   * What it adds, in terms of what the empty program adds: medians, divided. Nothing when even the
   * lower quartile of the empty program's is not above zero: then it is lost in the noise.
   */
  OptionalDouble ratio(String subject) {
    Spread empty = added(EMPTY);
    return empty.low() > 0
        ? OptionalDouble.of(added(subject).median() / empty.median())
        : OptionalDouble.empty();
  }
}
