package dev.phleet.collector.kernel;

import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.event.StateChanged;
import dev.phleet.collector.event.WindowEvent;
import dev.phleet.collector.model.CallCode;
import dev.phleet.collector.model.ModelCounters;
import dev.phleet.collector.model.ModelState;
import dev.phleet.collector.model.Outcome;
import java.util.List;

/**
 * Outcomes of the model and events of the kernel in the same words. Counters of a call's events are
 * left out where the two may differ by the steps of that very call; they are compared in
 * themselves.
 */
final class Telling {
  private Telling() {}

  static String of(String program, Outcome outcome) {
    if (outcome instanceof Outcome.NewSequence sequence) {
      return sequence(
          program,
          trimmed(sequence.window()),
          List.copyOf(sequence.distances()),
          sequence.counters().calls());
    }
    if (outcome instanceof Outcome.Anomaly anomaly) {
      return anomaly(
          program,
          trimmed(anomaly.window()),
          List.copyOf(anomaly.distances()),
          anomaly.lfc(),
          anomaly.maxLfc(),
          anomaly.counters(),
          score(anomaly.score(), anomaly.byScore(), anomaly.gramMissing()));
    }
    Outcome.StateChange change = (Outcome.StateChange) outcome;
    return program
        + " "
        + change.reason()
        + ": "
        + change.previous()
        + " -> "
        + change.state()
        + ", "
        + change.counters();
  }

  static String of(String program, KernelEvent event) {
    if (event instanceof StateChanged change) {
      ModelCounters counters = counters(change.counters());
      return program
          + " "
          + change.reason()
          + ": "
          + change.previous()
          + " -> "
          + counters.state()
          + ", "
          + counters;
    }
    WindowEvent window = (WindowEvent) event;
    if (window.header().kind() == EventKind.SEQUENCE) {
      return sequence(
          program, window.calls(), window.missingDistances(), window.counters().calls());
    }
    return anomaly(
        program,
        window.calls(),
        window.missingDistances(),
        window.lfc(),
        window.maxLfc(),
        counters(window.counters()),
        score(
            window.score().score(), window.score().raisedByScore(), window.score().gramMissing()));
  }

  private static String score(int score, boolean crossed, boolean gramMissing) {
    return ", score "
        + score
        + (crossed ? " crossed its limit" : "")
        + (gramMissing ? ", gram missing" : "");
  }

  /** The kernel's counters as the model has them. */
  static ModelCounters counters(Counters counters) {
    return new ModelCounters(
        counters.calls(),
        counters.trainCount(),
        counters.lastModCount(),
        counters.sequences(),
        counters.anomalies(),
        counters.pairs(),
        counters.distinctCalls(),
        ModelState.valueOf(counters.state().name()),
        counters.gramMisses(),
        counters.scoresOver(),
        counters.grams(),
        counters.callSets());
  }

  private static String sequence(
      String program, List<Integer> window, List<Integer> distances, long calls) {
    return program + " call " + calls + " taught " + distances + " of " + window;
  }

  private static String anomaly(
      String program,
      List<Integer> window,
      List<Integer> distances,
      int lfc,
      int maxLfc,
      ModelCounters counters,
      String score) {
    return program
        + " call "
        + counters.calls()
        + " is anomaly "
        + counters.anomalies()
        + " for "
        + distances
        + " of "
        + window
        + ", lfc "
        + lfc
        + " of "
        + maxLfc
        + ", "
        + counters.state()
        + score;
  }

  private static List<Integer> trimmed(List<Integer> window) {
    return window.stream().takeWhile(code -> code != CallCode.EMPTY).toList();
  }
}
