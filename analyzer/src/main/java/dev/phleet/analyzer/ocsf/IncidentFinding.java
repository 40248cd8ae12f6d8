package dev.phleet.analyzer.ocsf;

import static dev.phleet.analyzer.ocsf.DetectionFinding.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.analyzer.ocsf.DetectionFinding.Activity;
import dev.phleet.analyzer.ocsf.DetectionFinding.Level;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.Sighting;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A revision of an incident as a finding: its first creates the finding, further ones update it,
 * the last closes it. All have the same {@code finding_info.uid}.
 */
public final class IncidentFinding {
  private IncidentFinding() {}

  /** The finding as one line of JSON. */
  public static String json(Incident incident) {
    return of(incident).toString();
  }

  private static ObjectNode of(Incident incident) {
    Activity activity = activity(incident.getStatus());
    ObjectNode event =
        DetectionFinding.of(activity, level(incident), at(incident), incident.getTitle());
    event.put("start_time", firstSeen(incident).toEpochMilli());
    event.put("end_time", incident.getUpdatedAt().toEpochMilli());
    event.put("is_alert", activity == Activity.CREATE);
    status(event, incident);
    event.putObject("unmapped").put("hosts", incident.getHosts().size());
    String uid = incident.getId() + "/" + incident.getRevision();
    DetectionFinding.metadata(event, uid, incident.getType().name())
        .put("correlation_uid", text(incident.getId()))
        .put("sequence", incident.getRevision());
    info(event.putObject("finding_info"), incident);
    resources(event.putArray("resources"), incident);
    if (incident.getSightings().size() == 1) {
      Artifacts.device(event, incident.getSightings().get(0).getHost());
    }
    evidence(event, incident);
    observables(event.putArray("observables"), incident);
    return event;
  }

  private static Activity activity(IncidentStatus status) {
    return switch (status) {
      case OPENED -> Activity.CREATE;
      case UPDATED -> Activity.UPDATE;
      case CLOSED -> Activity.CLOSE;
    };
  }

  private static Level level(Incident incident) {
    return switch (incident.getSeverity()) {
      case LOW -> Level.LOW;
      case MEDIUM -> Level.MEDIUM;
      case HIGH -> Level.HIGH;
      case CRITICAL -> Level.CRITICAL;
    };
  }

  private static Instant at(Incident incident) {
    return incident.getClosedAt() == null ? incident.getUpdatedAt() : incident.getClosedAt();
  }

  private static Instant firstSeen(Incident incident) {
    return incident.getSightings().stream()
        .map(Sighting::getFirst)
        .min(Comparator.naturalOrder())
        .orElse(incident.getOpenedAt());
  }

  private static void status(ObjectNode event, Incident incident) {
    if (incident.getStatus() == IncidentStatus.CLOSED) {
      event.put("status_id", 4).put("status", "Resolved");
      event.put("status_detail", "Closed by the analyzer: nothing more has come.");
    } else if (incident.getAcknowledgedBy() != null) {
      event.put("status_id", 2).put("status", "In Progress");
    } else {
      event.put("status_id", 1).put("status", "New");
    }
    if (incident.getAcknowledgedBy() != null) {
      String note = incident.getAcknowledgement();
      boolean silent = note == null || note.isEmpty();
      event.put("comment", text(incident.getAcknowledgedBy() + (silent ? "" : ": " + note)));
    }
  }

  private static void info(ObjectNode info, Incident incident) {
    info.put("uid", text(incident.getId())).put("title", text(incident.getTitle()));
    if (!incident.getExplanation().isEmpty()) {
      info.put("desc", text(incident.getExplanation()));
    }
    info.put("created_time", incident.getOpenedAt().toEpochMilli());
    info.put("modified_time", at(incident).toEpochMilli());
    info.put("first_seen_time", firstSeen(incident).toEpochMilli());
    info.put("last_seen_time", incident.getUpdatedAt().toEpochMilli());
    info.putArray("types").add(incident.getType().name());
    DetectionFinding.analytic(info, incident.getType().name(), true);
    info.put("related_events_count", incident.getCount());
    if (!incident.getEvidence().isEmpty()) {
      ArrayNode related = info.putArray("related_events");
      incident.getEvidence().stream()
          .limit(DetectionFinding.LISTED)
          .forEach(
              e ->
                  related
                      .addObject()
                      .put("uid", AnomalyFinding.uid(e.getHostId(), e.getRunId(), e.getSequence()))
                      .put("type_uid", Activity.CREATE.type()));
    }
  }

  private static <T> List<T> listed(List<T> all) {
    return all.subList(0, Math.min(all.size(), DetectionFinding.LISTED));
  }

  private static void resources(ArrayNode resources, Incident incident) {
    for (Sighting sighting : listed(incident.getSightings())) {
      Host host = sighting.getHost();
      ObjectNode resource = resources.addObject();
      resource.put("uid", text(host.getId())).put("name", text(host.getName()));
      resource.put("hostname", text(host.getName())).put("type", "Host");
      resource.putObject("data").put("count", sighting.getCount());
    }
  }

  private static void evidence(ObjectNode event, Incident incident) {
    ArrayNode evidences = event.putArray("evidences");
    if (!incident.getWindow().isEmpty()) {
      ObjectNode evidence = evidences.addObject();
      Artifacts.window(
          evidence, incident.getArchitecture(), incident.getWindow(), incident.getMismatches());
      if (incident.getExecutable() != null) {
        Artifacts.file(evidence, incident.getExecutable());
      }
    } else if (incident.getExecutable() != null) {
      ObjectNode evidence = evidences.addObject().put("name", "executable");
      Artifacts.file(evidence, incident.getExecutable());
    }
    for (Executable executable : listed(incident.getExecutables())) {
      Artifacts.file(evidences.addObject().put("name", "executable"), executable);
    }
    if (evidences.isEmpty()) {
      event.remove("evidences");
    }
  }

  private static void observables(ArrayNode observables, Incident incident) {
    for (Sighting sighting : listed(incident.getSightings())) {
      DetectionFinding.observable(
          observables,
          "resources.hostname",
          Artifacts.HOSTNAME,
          "Hostname",
          sighting.getHost().getName());
    }
    List<Executable> files =
        incident.getExecutable() == null
            ? listed(incident.getExecutables())
            : List.of(incident.getExecutable());
    for (Executable file : files) {
      if (Artifacts.hashed(file)) {
        DetectionFinding.observable(
            observables,
            "evidences.file.hashes.value",
            Artifacts.HASH,
            "Hash",
            Artifacts.hash(file));
      }
    }
  }
}
