package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.TapedTrace;

/** Calls whose gram is missing, for each call of the trace; 0 of a trace without calls. */
final class GramRate implements Score {
  @Override
  public String name() {
    return "missing grams/calls";
  }

  @Override
  public double of(TapedTrace trace) {
    return trace.calls() == 0 ? 0 : (double) trace.gramMisses() / trace.calls();
  }
}
