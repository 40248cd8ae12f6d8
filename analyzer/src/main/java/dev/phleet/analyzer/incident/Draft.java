package dev.phleet.analyzer.incident;

import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The beginning of every record that a rule writes. */
public final class Draft {
  private Draft() {}

  /**
   * A record without revision (the desk numbers it), with every list empty: Avro would make a
   * default list of records by looking up a class that it does not trust.
   */
  public static Incident.Builder of(String id, IncidentType type, Severity severity) {
    return Incident.newBuilder()
        .setId(id)
        .setRevision(0)
        .setType(type)
        .setStatus(IncidentStatus.UPDATED)
        .setSeverity(severity)
        .setHosts(List.of())
        .setSightings(List.of())
        .setWindow(List.of())
        .setMismatches(List.of())
        .setEvidence(List.of())
        .setExecutables(List.of());
  }

  /** Microseconds since 1970 as a time. */
  public static Instant at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
