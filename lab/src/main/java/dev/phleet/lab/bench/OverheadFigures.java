package dev.phleet.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples of what a getppid call took, in nanoseconds: the same number for each subject, taken in
 * turn, so that sample n of one belongs to sample n of every other.
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

  /** Nanoseconds a call. */
  Spread cost(String subject) {
    return Spread.of(samples.get(subject));
  }

  /** What it adds over the bare call of the same round, nanoseconds a call. */
  Spread added(String subject) {
    List<Double> bare = samples.get(BARE);
    List<Double> with = samples.get(subject);
    List<Double> differences = new ArrayList<>();
    for (int round = 0; round < with.size(); round++) {
      differences.add(with.get(round) - bare.get(round));
    }
    return Spread.of(differences);
  }

  /** What it adds, in terms of what the empty program adds: medians, divided. */
  double ratio(String subject) {
    return added(subject).median() / added(EMPTY).median();
  }
}
