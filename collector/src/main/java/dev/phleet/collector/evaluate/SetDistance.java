package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.TapedTrace;

/** How far the set of calls of the trace is from the nearest that was learned. */
final class SetDistance implements Score {
  @Override
  public String name() {
    return "set distance";
  }

  @Override
  public double of(TapedTrace trace) {
    return trace.setDistance();
  }
}
