package dev.phleet.analyzer.host;

import dev.phleet.analyzer.correlation.Signature;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Sighting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Writes the record of a SILENCE incident. Its identity and its times are those of the last
 * heartbeat, so they are the same whenever and however often the silence is noticed.
 */
final class SilenceReport {
  private SilenceReport() {}

  /** The host is silent. */
  static Incident open(KnownHost known, SilenceSettings settings) {
    return begin(known, settings)
        .setTitle(title(known.status()))
        .setUpdatedAt(known.status().getTime())
        .build();
  }

  /** The host was heard again. */
  static Incident heard(KnownHost known, CollectorStatus now, SilenceSettings settings) {
    return close(known, settings, later(known, now.getTime()), remark(known.status(), now));
  }

  /** The host is forgotten. */
  static Incident forgotten(KnownHost known, SilenceSettings settings, Instant at) {
    return close(known, settings, later(known, at), "; forgotten");
  }

  private static Incident close(
      KnownHost known, SilenceSettings settings, Instant at, String remark) {
    return begin(known, settings)
        .setStatus(IncidentStatus.CLOSED)
        .setTitle(title(known.status()) + remark)
        .setUpdatedAt(at)
        .setClosedAt(at)
        .build();
  }

  private static Incident.Builder begin(KnownHost known, SilenceSettings settings) {
    CollectorStatus last = known.status();
    Host host = last.getHost();
    String run = last.getSource().getRunId();
    long sequence = last.getSource().getSequence();
    String id = "silence-" + Signature.of(sequence, "SILENCE", host.getId(), run);
    return Draft.of(id, IncidentType.SILENCE, settings.severity())
        .setOpenedAt(last.getTime().plus(settings.limit()))
        .setHosts(List.of(host.getId()))
        .setSightings(List.of(new Sighting(host, last.getTime(), last.getTime(), 1L)))
        .setEvidence(List.of(new Evidence(host.getId(), run, sequence)))
        .setCount(1);
  }

  private static String title(CollectorStatus last) {
    return name(last.getHost())
        + " is silent since "
        + last.getTime().truncatedTo(ChronoUnit.SECONDS)
        + ": no heartbeat came after that, and none said that its collector stops";
  }

  private static String remark(CollectorStatus last, CollectorStatus now) {
    String at = " at " + now.getTime().truncatedTo(ChronoUnit.SECONDS);
    if (now.getPhase() == CollectorPhase.STOPPED) {
      return "; stopped in order" + at;
    }
    if (!now.getHost().getBootId().equals(last.getHost().getBootId())) {
      return "; back after a reboot" + at;
    }
    boolean restarted = !now.getSource().getRunId().equals(last.getSource().getRunId());
    return (restarted ? "; back with a new run of its collector" : "; back") + at;
  }

  private static String name(Host host) {
    return host.getName().isEmpty() ? host.getId() : host.getName();
  }

  private static Instant later(KnownHost known, Instant at) {
    Instant last = known.status().getTime();
    return at.isAfter(last) ? at : last;
  }
}
