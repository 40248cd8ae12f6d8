package dev.phleet.analyzer.count;

import java.util.Locale;

/**
 * Everything that the analyzer leaves out, repairs or gives up, so that nothing is lost silently.
 */
public enum Counted {
  /** An event that had arrived before (same run, topic and sequence number). */
  DUPLICATE,
  /** Sequence numbers reported as missing. */
  MISSING,
  /** Events that arrived after their number had been reported as missing. */
  FILLED_LATE,
  /** Missing sequence numbers that are no longer waited for, because a run has too many of them. */
  GAP_FORGOTTEN,
  /** Runs of a collector forgotten because of their age or because the host has too many. */
  RUN_FORGOTTEN,
  /** Anomalies too old to be correlated: their sessions are forgotten. */
  LATE,
  /** Anomalies too old for one of the rules VARIED, TAKEOVER and BURST. */
  LATE_FOR_RULE,
  /**
   * Signatures of one executable on one host forgotten before another host could show the same,
   * because the host has too many.
   */
  UNSHARED_FORGOTTEN,
  /** Signatures that a VARIED still counted forgotten, because one executable has too many. */
  KIND_FORGOTTEN,
  /** Hosts that an incident counts but does not list, because its record would be too large. */
  HOST_UNLISTED,
  /** Profile states or pairs older than what is known of the same profile and run. */
  STALE_STATE,
  /** Tombstones of profiles that are not known. */
  UNKNOWN_TOMBSTONE,
  /** Conclusions and acknowledgements that said nothing new of their incident. */
  INCIDENT_REPEATED,
  /** Conclusions about a takeover that a later one overtook on its way. */
  CONCLUSION_STALE,
  /** Incidents forgotten because of their age. */
  INCIDENT_EXPIRED,
  /** Acknowledgements forgotten because no incident came to them. */
  ACKNOWLEDGEMENT_EXPIRED,
  /** Heartbeats older than what is known of the same run, or of a run that another one followed. */
  STALE_STATUS,
  /** Hosts forgotten because they were not heard for very long. */
  HOST_FORGOTTEN;

  /** Name as a metric: lower case with hyphens. */
  public String metric() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
