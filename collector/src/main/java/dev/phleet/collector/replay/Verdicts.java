package dev.phleet.collector.replay;

import dev.phleet.collector.detector.TapedAnomaly;
import dev.phleet.collector.detector.TapedTrace;

/** Is told what came of the traces that are tested. */
public interface Verdicts {
  /** A call is an anomaly. */
  void anomaly(Trace trace, TapedAnomaly anomaly);

  /** A trace has ended; its anomalies have been told before. */
  void tested(Trace trace, TapedTrace outcome);
}
