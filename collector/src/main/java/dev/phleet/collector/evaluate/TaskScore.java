package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.TapedTrace;

/** What pairs, grams and the set of calls come to together. */
final class TaskScore implements Score {
  @Override
  public String name() {
    return "score";
  }

  @Override
  public double of(TapedTrace trace) {
    return trace.score();
  }
}
