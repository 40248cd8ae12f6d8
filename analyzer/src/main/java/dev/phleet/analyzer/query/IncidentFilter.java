package dev.phleet.analyzer.query;

import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which incidents are of interest; whatever is empty does not matter.
 *
 * @param statuses their status
 * @param severities their severity
 * @param types the rule that found them
 * @param host a host concerned, by its id
 * @param executable an executable concerned, by its id or path
 * @param since the earliest time of their newest event
 * @param acknowledged whether somebody has taken note
 */
public record IncidentFilter(
    Set<IncidentStatus> statuses,
    Set<Severity> severities,
    Set<IncidentType> types,
    Optional<String> host,
    Optional<String> executable,
    Optional<Instant> since,
    Optional<Boolean> acknowledged)
    implements Predicate<Incident> {
  /** Copies the sets. */
  public IncidentFilter {
    statuses = Set.copyOf(statuses);
    severities = Set.copyOf(severities);
    types = Set.copyOf(types);
  }

  @Override
  public boolean test(Incident incident) {
    return passes(statuses, incident.getStatus())
        && passes(severities, incident.getSeverity())
        && passes(types, incident.getType())
        && host.map(incident.getHosts()::contains).orElse(true)
        && executable.map(wanted -> concerns(incident, wanted)).orElse(true)
        && since.map(from -> !incident.getUpdatedAt().isBefore(from)).orElse(true)
        && acknowledged.map(a -> a == (incident.getAcknowledgedAt() != null)).orElse(true);
  }

  private static <T> boolean passes(Set<T> wanted, T found) {
    return wanted.isEmpty() || wanted.contains(found);
  }

  private static boolean concerns(Incident incident, String wanted) {
    return (incident.getExecutable() != null && is(incident.getExecutable(), wanted))
        || incident.getExecutables().stream().anyMatch(each -> is(each, wanted));
  }

  private static boolean is(Executable executable, String wanted) {
    return executable.getId().equals(wanted) || executable.getPath().equals(wanted);
  }
}
