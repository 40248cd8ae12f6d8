package dev.phleet.analyzer.correlation;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.Sighting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the record of a SPREAD incident from what its sessions hold. */
final class SpreadReport {
  private static final int PHRASES = 3;

  /** Keeps a record under the broker's usual limit of 1 MiB, whatever the number of hosts. */
  private static final int LISTED_BYTES = 600_000;

  private static final int SIGHTING_BYTES = 40;

  private final SpreadSettings settings;
  private final SpreadState state;
  private final Tally tally;

  SpreadReport(SpreadSettings settings, SpreadState state, Tally tally) {
    this.settings = settings;
    this.state = state;
    this.tally = tally;
  }

  /** The record that says how the incident stands now. */
  Incident write(Spread spread) {
    return write(spread, status(spread), spread.closed() ? at(closing(spread)) : null, "");
  }

  /** The last record of an incident that has become part of another. */
  Incident writeMerged(Spread spread, Spread into) {
    return write(
        spread,
        IncidentStatus.CLOSED,
        at(into.last()),
        "; one incident with " + into.id() + " since a host was seen in both");
  }

  private static IncidentStatus status(Spread spread) {
    if (spread.published().revision() == 0) {
      return IncidentStatus.OPENED;
    }
    return spread.closed() ? IncidentStatus.CLOSED : IncidentStatus.UPDATED;
  }

  private long closing(Spread spread) {
    return spread.last() + settings.quietMicros();
  }

  private Incident write(Spread spread, IncidentStatus status, Instant closedAt, String remark) {
    Exhibit exhibit = state.exhibit(spread.group()).orElseThrow();
    Observation exemplar = exhibit.exemplar();
    Pattern pattern = exemplar.pattern();
    List<HostTrack> hosts = listed(state.hosts(spread.group()));
    return Incident.newBuilder()
        .setId(spread.id())
        .setRevision(spread.published().revision() + 1)
        .setType(IncidentType.SPREAD)
        .setStatus(status)
        .setSeverity(severity(spread.hosts()))
        .setTitle(title(exemplar, spread) + remark)
        .setOpenedAt(at(spread.openedAt()))
        .setUpdatedAt(at(spread.last()))
        .setClosedAt(closedAt)
        .setHosts(hosts.stream().map(t -> t.host().id()).toList())
        .setSightings(hosts.stream().map(SpreadReport::sighting).toList())
        .setCount(spread.count())
        .setExecutable(
            new Executable(exemplar.executableId(), exemplar.path(), exemplar.profileKey()))
        .setSignature(exemplar.signature())
        .setArchitecture(pattern.architecture())
        .setWindow(
            pattern.window().stream().map(c -> new Call(c.table(), c.number(), c.name())).toList())
        .setMismatches(pattern.mismatches())
        .setEvidence(evidence(exhibit))
        .setExecutables(List.of())
        .build();
  }

  private List<HostTrack> listed(Collection<HostTrack> tracks) {
    List<HostTrack> result = new ArrayList<>();
    int bytes = 0;
    for (HostTrack track : tracks) {
      HostRef host = track.host();
      bytes +=
          SIGHTING_BYTES + 2 * host.id().length() + host.name().length() + host.bootId().length();
      if (bytes > LISTED_BYTES) {
        tally.add(Counted.HOST_UNLISTED, tracks.size() - result.size());
        return result;
      }
      result.add(track);
    }
    return result;
  }

  private static Sighting sighting(HostTrack track) {
    HostRef host = track.host();
    return new Sighting(
        new Host(host.id(), host.name(), host.bootId()),
        at(track.first()),
        at(track.last()),
        track.count());
  }

  private static List<Evidence> evidence(Exhibit exhibit) {
    return exhibit.evidence().stream()
        .map(e -> new Evidence(e.hostId(), e.runId(), e.sequence()))
        .toList();
  }

  /** The more hosts, the less likely is an accident: K hosts medium, 2 K high, 5 K critical. */
  private Severity severity(int hosts) {
    if (hosts >= 5 * settings.hosts()) {
      return Severity.CRITICAL;
    }
    return hosts >= 2 * settings.hosts() ? Severity.HIGH : Severity.MEDIUM;
  }

  private String title(Observation exemplar, Spread spread) {
    List<String> phrases =
        Stream.concat(
                Stream.of(exemplar.pattern().phrase()),
                state.members(spread.group()).stream()
                    .sorted(Comparator.comparingLong(Member::first).thenComparing(Member::phrase))
                    .map(Member::phrase))
            .distinct()
            .toList();
    String shown = phrases.stream().limit(PHRASES).collect(Collectors.joining(", "));
    int more = phrases.size() - PHRASES;
    return exemplar.program()
        + " misbehaves alike on "
        + spread.hosts()
        + " hosts: "
        + shown
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static Instant at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
