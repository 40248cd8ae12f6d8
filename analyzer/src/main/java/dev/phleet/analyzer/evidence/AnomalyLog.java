package dev.phleet.analyzer.evidence;

/** Anomalies that have been published, as long as they are kept. */
public interface AnomalyLog {
  /**
   * Looks for some of them; takes a few seconds at most.
   *
   * @throws dev.phleet.analyzer.query.Unavailable when the broker cannot be asked now
   */
  Found find(Wanted wanted);
}
