package dev.phleet.analyzer.intake;

import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Loss;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a heartbeat can be true; bounded like every event ({@link EventCheck}). */
public final class StatusCheck {
  private static final int ENTRIES = 64;
  private static final int LOSSES = 512;

  private final EventCheck events;

  /** Checks with the clock of {@code events}. */
  public StatusCheck(EventCheck events) {
    this.events = events;
  }

  /** Checks a heartbeat that came under {@code key}; empty when it can be true. */
  public Optional<Verdict> check(String key, CollectorStatus status) {
    return EventCheck.source(status.getHost(), status.getSource())
        .or(() -> EventCheck.key(key, status.getHost().getId()))
        .or(() -> events.time("time", status.getTime()))
        .or(() -> events.time("startedAt", status.getStartedAt()))
        .or(() -> texts(status))
        .or(
            () ->
                EventCheck.counts(
                    Map.of(
                        "tasks", status.getTasks(),
                        "queued", status.getQueued(),
                        "residentBytes", status.getResidentBytes())))
        .or(() -> map("profiles", status.getProfiles()))
        .or(() -> map("published", status.getPublished()))
        .or(() -> map("acknowledged", status.getAcknowledged()))
        .or(() -> losses(status.getLosses()));
  }

  /** Checks the key of a tombstone of a host; empty when it can be true. */
  public Optional<Verdict> checkTombstone(String key) {
    return EventCheck.isId(key)
        ? Optional.empty()
        : EventCheck.fault(Fault.WRONG_KEY, "key is not the id of a host");
  }

  private static Optional<Verdict> texts(CollectorStatus status) {
    return EventCheck.text("version", status.getVersion())
        .or(() -> EventCheck.text("kernel", status.getKernel()))
        .or(() -> EventCheck.text("architecture", status.getArchitecture()))
        .or(() -> EventCheck.text("scope kind", status.getScope().getKind()))
        .or(() -> EventCheck.path("scope detail", status.getScope().getDetail()));
  }

  private static Optional<Verdict> map(String field, Map<String, Long> values) {
    if (values.size() > ENTRIES) {
      return EventCheck.fault(Fault.TOO_LONG, field + " has " + values.size() + " entries");
    }
    for (String name : values.keySet()) {
      Optional<Verdict> tooLong = name(field, name);
      if (tooLong.isPresent()) {
        return tooLong;
      }
    }
    return EventCheck.counts(values);
  }

  private static Optional<Verdict> name(String field, String name) {
    return name.length() <= EventCheck.ID
        ? Optional.empty()
        : EventCheck.text("a name in " + field, name);
  }

  private static Optional<Verdict> losses(List<Loss> losses) {
    if (losses.size() > LOSSES) {
      return EventCheck.fault(Fault.TOO_LONG, "there are " + losses.size() + " losses");
    }
    for (Loss loss : losses) {
      Optional<Verdict> wrong = loss(loss);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> loss(Loss loss) {
    return EventCheck.text("stage of a loss", loss.getStage())
        .or(() -> EventCheck.text("kind of a loss", loss.getKind()))
        .or(() -> EventCheck.count(loss.getKind(), loss.getCount()));
  }
}
