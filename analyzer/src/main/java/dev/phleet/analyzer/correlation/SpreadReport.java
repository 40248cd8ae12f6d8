package dev.phleet.analyzer.correlation;

import dev.phleet.analyzer.count.Tally;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the record of a SPREAD incident from what its sessions hold. */
final class SpreadReport {
  private static final int PHRASES = 3;

  /** How many of its signatures the fleet is asked about. */
  private static final int JUDGED = 16;

  private final SpreadSettings settings;
  private final SpreadState state;
  private final Tally tally;
  private final Prevalence prevalence;

  SpreadReport(SpreadSettings settings, SpreadState state, Prevalence prevalence, Tally tally) {
    this.settings = settings;
    this.state = state;
    this.prevalence = prevalence;
    this.tally = tally;
  }

  /** The record that says how the incident stands now. */
  Incident write(Spread spread) {
    return write(spread, status(spread), spread.closed() ? Draft.at(closing(spread)) : null, "");
  }

  /** The last record of an incident that has become part of another. */
  Incident writeMerged(Spread spread, Spread into) {
    return write(
        spread,
        IncidentStatus.CLOSED,
        Draft.at(into.last()),
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
    List<Session> sessions =
        spread.members().stream().map(m -> state.track(m.signature()).session(m.number())).toList();
    Observation exemplar = sessions.get(0).exemplar();
    Pattern pattern = exemplar.pattern();
    List<Sighting> sightings = Listing.of(tracks(spread), tally);
    return judge(spread, sessions)
        .into(Draft.of(spread.id(), IncidentType.SPREAD, settings.severity()))
        .setRevision(spread.published().revision() + 1)
        .setStatus(status)
        .setTitle(title(exemplar, sessions, spread.hosts()) + remark)
        .setOpenedAt(Draft.at(spread.openedAt()))
        .setUpdatedAt(Draft.at(spread.last()))
        .setClosedAt(closedAt)
        .setHosts(sightings.stream().map(s -> s.getHost().getId()).toList())
        .setSightings(sightings)
        .setCount(spread.count())
        .setExecutable(
            new Executable(exemplar.executableId(), exemplar.path(), exemplar.profileKey()))
        .setSignature(exemplar.signature())
        .setArchitecture(pattern.architecture())
        .setWindow(
            pattern.window().stream().map(c -> new Call(c.table(), c.number(), c.name())).toList())
        .setMismatches(pattern.mismatches())
        .setEvidence(evidence(sessions))
        .build();
  }

  private Collection<HostTrack> tracks(Spread spread) {
    Map<String, HostTrack> byHost = new TreeMap<>();
    for (SessionKey member : spread.members()) {
      for (HostTrack track : state.hosts(member)) {
        byHost.merge(track.host().id(), track, (a, b) -> a.with(b, 0, 0));
      }
    }
    return byHost.values();
  }

  private static List<Evidence> evidence(List<Session> sessions) {
    List<EventRef> oldest = new ArrayList<>();
    for (Session session : sessions) {
      oldest = Session.oldest(oldest, session.evidence());
    }
    return oldest.stream().map(e -> new Evidence(e.hostId(), e.runId(), e.sequence())).toList();
  }

  /** The more hosts, the less likely is an accident. */
  private Severity severity(int hosts) {
    if (hosts >= 5 * settings.hosts()) {
      return Judgement.step(settings.severity(), 2);
    }
    return Judgement.step(settings.severity(), hosts >= 2 * settings.hosts() ? 1 : 0);
  }

  private Judgement judge(Spread spread, List<Session> sessions) {
    return Judgement.of(
        severity(spread.hosts()),
        prevalence,
        spread.executableId(),
        sessions.stream().limit(JUDGED).map(s -> s.exemplar().pattern()).toList(),
        spread.hosts());
  }

  private static String title(Observation exemplar, List<Session> sessions, int hosts) {
    List<String> phrases =
        sessions.stream().map(s -> s.exemplar().pattern().phrase()).distinct().toList();
    String shown = phrases.stream().limit(PHRASES).collect(Collectors.joining(", "));
    int more = phrases.size() - PHRASES;
    return exemplar.program()
        + " misbehaves alike on "
        + hosts
        + " hosts: "
        + shown
        + (more > 0 ? " and " + more + " more" : "");
  }
}
