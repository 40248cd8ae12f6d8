package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.TapedTrace;

/** The highest locality frame count that the trace reached. */
final class HighestLfc implements Score {
  @Override
  public String name() {
    return "highest LFC";
  }

  @Override
  public double of(TapedTrace trace) {
    return trace.maxLfc();
  }
}
