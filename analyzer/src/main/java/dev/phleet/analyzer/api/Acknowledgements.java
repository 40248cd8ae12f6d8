package dev.phleet.analyzer.api;

import dev.phleet.schemas.event.Acknowledgement;

/** Where it is written that somebody has taken note of an incident. */
public interface Acknowledgements {
  /**
   * Writes it; returns when the broker has it.
   *
   * @throws dev.phleet.analyzer.query.Unavailable when the broker does not take it
   */
  void put(Acknowledgement acknowledgement);

  /**
   * Takes it back; returns when the broker has that.
   *
   * @throws dev.phleet.analyzer.query.Unavailable when the broker does not take it
   */
  void takeBack(String incidentId);
}
