package dev.phleet.analyzer.incident;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The only writer of incidents. Rules conclude and people acknowledge; both come here by incident
 * id, so one place sees them in one order: it numbers the revisions without a gap, says whether a
 * record opens or updates, leaves out what says nothing new (a rule that reads its events again
 * after a restart), and keeps the newest record of each incident until it has been closed for the
 * retention.
 */
public final class IncidentDesk {
  private final IncidentState state;
  private final Duration retention;
  private final Tally tally;
  private final LongSupplier wallMillis;

  /**
   * A desk over what {@code state} remembers.
   *
   * @param retention how long an incident is kept after its newest event
   * @param wallMillis the machine's clock, milliseconds
   */
  public IncidentDesk(
      IncidentState state, Duration retention, Tally tally, LongSupplier wallMillis) {
    this.state = state;
    this.retention = retention;
    this.tally = tally;
    this.wallMillis = wallMillis;
  }

  /** Takes one entry; returns the record to publish, if it says anything new. */
  public Optional<Incident> take(DeskEntry entry) {
    if (entry instanceof DeskEntry.Noted noted) {
      return note(noted);
    }
    return conclude(((DeskEntry.Conclusion) entry).incident());
  }

  /** The record was made for this desk and is nobody else's, so it is completed in place. */
  private Optional<Incident> conclude(Incident now) {
    Optional<Incident> before = state.incident(now.getId());
    if (before.isEmpty()) {
      now.setRevision(1);
      if (now.getStatus() != IncidentStatus.CLOSED) {
        now.setStatus(IncidentStatus.OPENED);
      }
      acknowledge(now, state.early(now.getId()));
      state.putEarly(now.getId(), Optional.empty());
      return keep(now);
    }
    Incident known = before.get();
    if (now.getType() == IncidentType.TAKEOVER && now.getCount() < known.getCount()) {
      // It went by way of another executable's task, since the anomaly that it shows was another.
      tally.add(Counted.CONCLUSION_STALE);
      return Optional.empty();
    }
    boolean closed = now.getStatus() == IncidentStatus.CLOSED;
    boolean turned = closed != (known.getStatus() == IncidentStatus.CLOSED);
    now.setRevision(known.getRevision());
    now.setStatus(known.getStatus());
    now.setAcknowledgedAt(known.getAcknowledgedAt());
    now.setAcknowledgedBy(known.getAcknowledgedBy());
    now.setAcknowledgement(known.getAcknowledgement());
    if (!turned && now.equals(known)) {
      tally.add(Counted.INCIDENT_REPEATED);
      return Optional.empty();
    }
    now.setRevision(known.getRevision() + 1);
    now.setStatus(closed ? IncidentStatus.CLOSED : IncidentStatus.UPDATED);
    return keep(now);
  }

  private Optional<Incident> note(DeskEntry.Noted noted) {
    Optional<Incident> known = state.incident(noted.incidentId());
    if (known.isEmpty()) {
      state.putEarly(noted.incidentId(), noted.acknowledgement());
      return Optional.empty();
    }
    Incident incident = known.get();
    if (!acknowledge(incident, noted.acknowledgement())) {
      tally.add(Counted.INCIDENT_REPEATED);
      return Optional.empty();
    }
    incident.setRevision(incident.getRevision() + 1);
    if (incident.getStatus() == IncidentStatus.OPENED) {
      incident.setStatus(IncidentStatus.UPDATED);
    }
    return keep(incident);
  }

  /** Returns whether that changes anything. */
  private static boolean acknowledge(Incident incident, Optional<Acknowledgement> by) {
    Instant at = by.map(Acknowledgement::getTime).orElse(null);
    String who = by.map(Acknowledgement::getBy).orElse(null);
    String note = by.map(Acknowledgement::getNote).orElse(null);
    boolean same =
        Optional.ofNullable(at).equals(Optional.ofNullable(incident.getAcknowledgedAt()))
            && Optional.ofNullable(who).equals(Optional.ofNullable(incident.getAcknowledgedBy()))
            && Optional.ofNullable(note).equals(Optional.ofNullable(incident.getAcknowledgement()));
    incident.setAcknowledgedAt(at);
    incident.setAcknowledgedBy(who);
    incident.setAcknowledgement(note);
    return !same;
  }

  private Optional<Incident> keep(Incident incident) {
    state.put(incident);
    return Optional.of(incident);
  }

  /** Forgets what is older than the retention. Looks at everything: call every hour or so. */
  public void sweep() {
    Instant oldest = Instant.ofEpochMilli(wallMillis.getAsLong()).minus(retention);
    List<String> incidents = new ArrayList<>();
    state.eachIncident(
        incident -> {
          if (newest(incident).isBefore(oldest)) {
            incidents.add(incident.getId());
          }
        });
    incidents.forEach(state::forget);
    List<String> early = new ArrayList<>();
    state.eachEarly(
        acknowledgement -> {
          if (acknowledgement.getTime().isBefore(oldest)) {
            early.add(acknowledgement.getIncidentId());
          }
        });
    early.forEach(id -> state.putEarly(id, Optional.empty()));
    tally.add(Counted.INCIDENT_EXPIRED, incidents.size());
    tally.add(Counted.ACKNOWLEDGEMENT_EXPIRED, early.size());
  }

  private static Instant newest(Incident incident) {
    Instant closed = incident.getClosedAt();
    Instant updated = incident.getUpdatedAt();
    return closed != null && closed.isAfter(updated) ? closed : updated;
  }
}
