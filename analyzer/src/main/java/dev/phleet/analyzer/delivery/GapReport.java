package dev.phleet.analyzer.delivery;

import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.correlation.Signature;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.Sighting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Writes the record of a GAP incident. */
final class GapReport {
  private GapReport() {}

  /** A gap of which nothing is reported yet; its id is the same on every reading of the log. */
  static Gap open(HostRef host, String runId, String topic, Missing first) {
    String id = "gap-" + Signature.of(first.from(), "GAP", host.id(), runId, topic);
    long at = first.eventMicros();
    return new Gap(id, at, at, first.noticedAtMillis(), first.from(), first.to(), 0, 0);
  }

  static Incident write(
      HostRef host,
      String runId,
      String topic,
      Gap gap,
      Severity severity,
      Optional<Instant> closedAt) {
    Instant first = at(gap.openedMicros());
    Instant last = at(gap.updatedMicros());
    Host where = new Host(host.id(), host.name(), host.bootId());
    // The empty lists too: Avro would make a default of records through a class it does not trust.
    return Incident.newBuilder()
        .setId(gap.id())
        .setRevision(gap.revision())
        .setType(IncidentType.GAP)
        .setStatus(status(gap, closedAt.isPresent()))
        .setSeverity(severity)
        .setTitle(title(host, runId, topic, gap))
        .setOpenedAt(first)
        .setUpdatedAt(last)
        .setClosedAt(closedAt.orElse(null))
        .setHosts(List.of(host.id()))
        .setSightings(List.of(new Sighting(where, first, last, gap.missing())))
        .setCount(gap.missing())
        // Avro makes a default list by looking up a class that it does not trust.
        .setWindow(List.of())
        .setMismatches(List.of())
        .setEvidence(List.of())
        .setExecutables(List.of())
        .build();
  }

  private static IncidentStatus status(Gap gap, boolean closed) {
    if (closed) {
      return IncidentStatus.CLOSED;
    }
    return gap.revision() == 1 ? IncidentStatus.OPENED : IncidentStatus.UPDATED;
  }

  private static String title(HostRef host, String runId, String topic, Gap gap) {
    String name = host.name().isEmpty() ? host.id() : host.name();
    if (gap.missing() <= 0) {
      return "All events of "
          + name
          + " on topic "
          + topic
          + " have arrived after all (run "
          + runId
          + ")";
    }
    return gap.missing()
        + (gap.missing() == 1 ? " event of " : " events of ")
        + name
        + " on topic "
        + topic
        + (gap.missing() == 1 ? " is" : " are")
        + " missing: numbers between "
        + gap.from()
        + " and "
        + gap.to()
        + " of run "
        + runId;
  }

  private static Instant at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
