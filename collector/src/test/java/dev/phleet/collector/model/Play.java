package dev.phleet.collector.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A detector to play letters on: task 1 runs profile 7, every letter is a call, every call a tick.
 */
final class Play {
  static final long PROFILE = 7;
  static final int TASK = 1;

  private final ModelDetector detector;
  private long now;

  Play(ModelSettings settings) {
    detector = new ModelDetector(settings);
    detector.exec(TASK, PROFILE);
  }

  /**
   * Windows of three, no wait: ABAB... teaches AB1 at call 2, ABA at 3, BAB at 4, freezes at 17 and
   * is normal from 18.
   */
  static Play normalAfterEighteenCalls(int anomalyLimit, int tolerizeLimit) {
    Play play =
        new Play(
            ModelSettings.defaults()
                .withWindowLength(3)
                .withNormalWait(0)
                .withLimits(anomalyLimit, tolerizeLimit));
    play.calls("AB".repeat(9));
    return play;
  }

  static int code(char letter) {
    return CallCode.nativeCall(letter - 'A');
  }

  /** Plays the letters on task 1; the outcomes of all of them. */
  List<Outcome> calls(String letters) {
    return calls(TASK, letters);
  }

  List<Outcome> calls(int task, String letters) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      outcomes.addAll(detector.call(task, code(letters.charAt(i)), ++now));
    }
    return outcomes;
  }

  /** rt_sigreturn, played as a letter. */
  List<Outcome> signalReturn(char letter) {
    return detector.signalReturn(TASK, code(letter), ++now);
  }

  long now() {
    return now;
  }

  ModelDetector detector() {
    return detector;
  }

  ModelProfile profile() {
    return detector.profile(PROFILE);
  }

  ModelCounters counters() {
    return profile().counters();
  }

  ModelTask task() {
    return detector.task(TASK).orElseThrow();
  }

  /** The outcomes in short: N and A with their distances, else the reason. */
  static List<String> told(List<Outcome> outcomes) {
    return outcomes.stream().map(Play::told).toList();
  }

  private static String told(Outcome outcome) {
    if (outcome instanceof Outcome.NewSequence sequence) {
      return "N" + sequence.distances();
    }
    if (outcome instanceof Outcome.Anomaly anomaly) {
      return "A" + anomaly.distances();
    }
    return ((Outcome.StateChange) outcome).reason().name();
  }
}
