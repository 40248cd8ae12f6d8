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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    Exhibit exhibit = state.exhibit(spread.group()).orElseThrow();
    Observation exemplar = exhibit.exemplar();
    Pattern pattern = exemplar.pattern();
    List<Sighting> sightings = Listing.of(state.hosts(spread.group()), tally);
    List<Pattern> patterns = patterns(spread, exemplar);
    return judge(spread, patterns)
        .into(Draft.of(spread.id(), IncidentType.SPREAD, settings.severity()))
        .setRevision(spread.published().revision() + 1)
        .setStatus(status)
        .setTitle(title(exemplar, patterns, spread.hosts()) + remark)
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
        .setEvidence(evidence(exhibit))
        .build();
  }

  /** The patterns of its signatures, that of its first event before the others. */
  private List<Pattern> patterns(Spread spread, Observation exemplar) {
    return Stream.concat(
            Stream.of(exemplar.pattern()),
            state.members(spread.group()).stream()
                .sorted(
                    Comparator.comparingLong(SharedSession::first)
                        .thenComparing(member -> member.pattern().phrase()))
                .map(SharedSession::pattern))
        .toList();
  }

  private static List<Evidence> evidence(Exhibit exhibit) {
    return exhibit.evidence().stream()
        .map(e -> new Evidence(e.hostId(), e.runId(), e.sequence()))
        .toList();
  }

  /** The more hosts, the less likely is an accident. */
  private Severity severity(int hosts) {
    if (hosts >= 5 * settings.hosts()) {
      return Judgement.step(settings.severity(), 2);
    }
    return Judgement.step(settings.severity(), hosts >= 2 * settings.hosts() ? 1 : 0);
  }

  private Judgement judge(Spread spread, List<Pattern> patterns) {
    return Judgement.of(
        severity(spread.hosts()),
        prevalence,
        spread.executableId(),
        patterns.stream().limit(JUDGED).toList(),
        spread.hosts());
  }

  private static String title(Observation exemplar, List<Pattern> patterns, int hosts) {
    List<String> phrases = patterns.stream().map(Pattern::phrase).distinct().toList();
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
