package dev.phleet.collector.events;

import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.Loss;
import dev.phleet.schemas.event.NewSequence;
import dev.phleet.schemas.event.ProfileState;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** A record as one short line for a person. */
final class EventLine {
  private EventLine() {}

  /** The line, without topic; safe to print whatever the names in it hold. */
  static String of(SpecificRecord value) {
    return printable(text(value));
  }

  private static String text(SpecificRecord value) {
    if (value instanceof Anomaly anomaly) {
      return "%s %s %s[%d] %s %s, lfc %d, score %d, anomaly %d of its profile"
          .formatted(
              anomaly.getTime(),
              anomaly.getHost().getName(),
              anomaly.getExecutable().getPath(),
              anomaly.getProcess().getPid(),
              window(anomaly.getWindow()),
              anomaly.getMismatches().isEmpty()
                  ? "ends a run out of the ordinary"
                  : "missing at " + anomaly.getMismatches(),
              anomaly.getLfc(),
              anomaly.getScore(),
              anomaly.getCounters().getAnomalies());
    } else if (value instanceof NewSequence sequence) {
      return "%s %s %s[%d] %s new at %s"
          .formatted(
              sequence.getTime(),
              sequence.getHost().getName(),
              sequence.getExecutable().getPath(),
              sequence.getProcess().getPid(),
              window(sequence.getWindow()),
              sequence.getNewDistances());
    } else if (value instanceof ProfileState state) {
      return "%s %s %s %s (%s), %d calls, %d pairs, %d anomalies"
          .formatted(
              state.getTime(),
              state.getHost().getName(),
              state.getExecutable().getPath(),
              state.getState(),
              state.getReason(),
              state.getCounters().getCalls(),
              state.getPairs(),
              state.getCounters().getAnomalies());
    } else if (value instanceof CollectorStatus status) {
      return "%s %s %s, %d tasks, profiles %s, %d queued, %d lost, %d MB"
          .formatted(
              status.getTime(),
              status.getHost().getName(),
              status.getPhase(),
              status.getTasks(),
              status.getProfiles(),
              status.getQueued(),
              status.getLosses().stream().mapToLong(Loss::getCount).sum(),
              status.getResidentBytes() >> 20);
    }
    return analyzed(value);
  }

  private static String analyzed(SpecificRecord value) {
    if (value instanceof Incident incident) {
      return "%s %s %s %s: %s, on %s"
          .formatted(
              incident.getUpdatedAt(),
              incident.getType(),
              incident.getStatus(),
              incident.getSeverity(),
              incident.getTitle(),
              incident.getSightings().stream()
                  .map(sighting -> sighting.getHost().getName())
                  .collect(Collectors.joining(", ")));
    } else if (value instanceof FleetProfile profile) {
      return "%s %s on %d hosts (%d training, %d frozen, %d normal), %d calls, %d anomalies"
          .formatted(
              profile.getLastSeen(),
              profile.getPaths(),
              profile.getHosts(),
              profile.getTraining(),
              profile.getFrozen(),
              profile.getNormal(),
              profile.getCalls(),
              profile.getAnomalies());
    }
    return value == null ? "(gone)" : value.toString();
  }

  /** Newest first, as in the record. */
  private static String window(List<Call> calls) {
    return calls.stream().map(Call::getName).collect(Collectors.joining(" < "));
  }

  /** Names come from processes: nothing that moves a terminal's cursor may get through. */
  private static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                safe.append("\\x%02x".formatted(c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
