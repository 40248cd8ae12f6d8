package dev.phleet.analyzer.ocsf;

/** What is written to the topic ocsf. */
public enum FindingChoice {
  /** Nothing; there is no such topic. */
  NONE,
  /** Every revision of every incident. */
  INCIDENTS,
  /** That, and every anomaly once. */
  ALL
}
