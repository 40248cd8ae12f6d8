package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.TapedTrace;

/** Anomalies for each call of the trace; 0 of a trace without calls. */
final class AnomalyRate implements Score {
  @Override
  public String name() {
    return "anomalies/calls";
  }

  @Override
  public double of(TapedTrace trace) {
    return trace.calls() == 0 ? 0 : (double) trace.anomalies() / trace.calls();
  }
}
