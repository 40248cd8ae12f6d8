package dev.phleet.analyzer.incident;

import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Incident;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the desk keeps what it was told. */
public interface IncidentState {
  /** The newest record of an incident. */
  Optional<Incident> incident(String id);

  /** Keeps the newest record. */
  void put(Incident incident);

  /** Forgets an incident. */
  void forget(String id);

  /** Every incident. */
  void eachIncident(Consumer<Incident> visitor);

  /** The acknowledgement of an incident that is not known yet. */
  Optional<Acknowledgement> early(String incidentId);

  /** Keeps the acknowledgement of an incident that is not known yet; forgets it when empty. */
  void putEarly(String incidentId, Optional<Acknowledgement> acknowledgement);

  /** Every acknowledgement of an incident that is not known yet. */
  void eachEarly(Consumer<Acknowledgement> visitor);
}
