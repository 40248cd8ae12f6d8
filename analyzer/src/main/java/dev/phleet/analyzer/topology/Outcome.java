package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Incident;

/**
 * What comes out of the deliveries: an anomaly that arrived for the first time, or an incident
 * about its host.
 */
sealed interface Outcome {
  /** An anomaly, keyed by executable id. */
  record Observed(Observation observation) implements Outcome {}

  /**
   * A takeover, keyed by the executable whose anomaly it shows, to be judged where that is known.
   */
  record Unjudged(Incident incident) implements Outcome {}

  /**
   * The same anomaly with all that its record says, keyed by its finding; only where it is wanted.
   */
  record Delivered(Anomaly anomaly) implements Outcome {}

  /** An incident, keyed by its id. */
  record Concluded(Incident incident) implements Outcome {}
}
