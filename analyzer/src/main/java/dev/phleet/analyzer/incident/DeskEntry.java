package dev.phleet.analyzer.incident;

import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Incident;
import java.util.Optional;

/** What comes to the {@link IncidentDesk}. */
public sealed interface DeskEntry {
  /** The incident that it is about. */
  String incidentId();

  /**
   * How an incident stands, as a rule sees it.
   *
   * @param incident the record to be; revision, OPENED or UPDATED, and acknowledgement are the
   *     desk's and not read
   */
  record Conclusion(Incident incident) implements DeskEntry {
    @Override
    public String incidentId() {
      return incident.getId();
    }
  }

  /**
   * Somebody took note of an incident, or takes that back.
   *
   * @param incidentId the incident
   * @param acknowledgement who and when; empty to take it back
   */
  record Noted(String incidentId, Optional<Acknowledgement> acknowledgement) implements DeskEntry {}
}
