package dev.phleet.collector.detector;

/** Is told what came of the traces that a {@link TapePlayer} plays, in their order. */
public interface TapeListener {
  /**
   * A call of a trace was an anomaly.
   *
   * @param trace its number
   * @param anomaly what is known of it; belongs to the listener
   */
  void found(int trace, TapedAnomaly anomaly);

  /** A trace has ended. */
  void ended(int trace, TapedTrace outcome);
}
