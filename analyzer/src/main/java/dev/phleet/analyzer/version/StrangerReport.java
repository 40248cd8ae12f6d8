package dev.phleet.analyzer.version;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.correlation.Signature;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.Sighting;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes the record of a STRANGER incident. */
final class StrangerReport {
  private static final int SHOWN = 19;

  private StrangerReport() {}

  static Incident open(Stranger stranger, Severity severity) {
    return begin(stranger, severity).build();
  }

  /** The version is gone from that host, or no longer alone. */
  static Incident close(Stranger stranger, int hosts, Severity severity, Instant at) {
    Instant since = Draft.at(stranger.member().since().time());
    Instant closedAt = at.isAfter(since) ? at : since;
    return begin(stranger, severity)
        .setStatus(IncidentStatus.CLOSED)
        .setTitle(
            title(stranger)
                + (hosts > 1 ? "; now on " + hosts + " hosts" : "; no longer a stranger there"))
        .setUpdatedAt(closedAt)
        .setClosedAt(closedAt)
        .build();
  }

  private static Incident.Builder begin(Stranger stranger, Severity severity) {
    Member member = stranger.member();
    HostRef host = member.host();
    EventRef event = member.since();
    Instant since = Draft.at(event.time());
    Host where = new Host(host.id(), host.name(), host.bootId());
    Executable here = new Executable(stranger.executableId(), stranger.path(), member.profileKey());
    Executable elsewhere = new Executable(stranger.known(), stranger.path(), 0L);
    return Draft.of(id(stranger), IncidentType.STRANGER, severity)
        .setTitle(title(stranger))
        .setOpenedAt(since)
        .setUpdatedAt(since)
        .setHosts(List.of(host.id()))
        .setSightings(List.of(new Sighting(where, since, since, 1L)))
        .setCount(1)
        .setExecutable(here)
        .setExecutables(
            Stream.of(here, elsewhere).sorted(Comparator.comparing(Executable::getId)).toList())
        .setEvidence(List.of(new Evidence(event.hostId(), event.runId(), event.sequence())));
  }

  private static String id(Stranger stranger) {
    String host = stranger.member().host().id();
    return "stranger-"
        + Signature.of(0, "STRANGER", stranger.path(), stranger.executableId(), host);
  }

  private static String title(Stranger stranger) {
    HostRef host = stranger.member().host();
    return stranger.path()
        + " on "
        + (host.name().isEmpty() ? host.id() : host.name())
        + " is not what the fleet knows under that path: "
        + shown(stranger.executableId())
        + " there only, "
        + shown(stranger.known())
        + " elsewhere";
  }

  private static String shown(String executableId) {
    return executableId.length() <= SHOWN ? executableId : executableId.substring(0, SHOWN);
  }
}
