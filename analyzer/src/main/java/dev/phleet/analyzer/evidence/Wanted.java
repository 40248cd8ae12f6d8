package dev.phleet.analyzer.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phleet.schemas.event.IncidentType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Anomalies that are looked for.
 *
 * @param events their names
 * @param since by host id: none of its anomalies was published earlier
 * @param earliest the same for a host that is not in {@code since}
 */
public record Wanted(List<EventName> events, Map<String, Instant> since, Instant earliest) {
  /** An event is published after it happened, unless the host's clock was set back between. */
  private static final Duration CLOCK_SET_BACK = Duration.ofMinutes(1);

  /** The others are found from heartbeats, profile states, or from what is not there. */
  private static final Set<IncidentType> FROM_ANOMALIES =
      EnumSet.of(
          IncidentType.SPREAD, IncidentType.VARIED, IncidentType.TAKEOVER, IncidentType.BURST);

  /** Copies the collections. */
  public Wanted {
    events = List.copyOf(events);
    since = Map.copyOf(since);
  }

  /**
   * Those that an incident names as its evidence; none when it is not about anomalies.
   *
   * @param incident as the API shows it
   */
  public static Wanted of(JsonNode incident) {
    Instant earliest = Instant.parse(incident.path("openedAt").asText());
    Map<String, Instant> since = new HashMap<>();
    for (JsonNode sighting : incident.path("sightings")) {
      Instant first = Instant.parse(sighting.path("first").asText());
      since.put(sighting.path("host").path("id").asText(), first.minus(CLOCK_SET_BACK));
      earliest = first.isBefore(earliest) ? first : earliest;
    }
    List<EventName> events = new ArrayList<>();
    if (FROM_ANOMALIES.contains(IncidentType.valueOf(incident.path("type").asText()))) {
      for (JsonNode each : incident.path("evidence")) {
        events.add(
            new EventName(
                each.path("hostId").asText(),
                each.path("runId").asText(),
                each.path("sequence").asLong()));
      }
    }
    return new Wanted(events, since, earliest.minus(CLOCK_SET_BACK));
  }

  Instant since(String hostId) {
    return since.getOrDefault(hostId, earliest);
  }
}
