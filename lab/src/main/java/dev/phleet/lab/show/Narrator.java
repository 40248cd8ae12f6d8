package dev.phleet.lab.show;

import dev.phleet.lab.feed.Arrival;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.StateReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What arrives, in a line or two each, for people. Heartbeats and what repeats itself are left out.
 */
public final class Narrator implements Display {
  private final Lines lines;
  private final Predicate<Executable> interesting;
  private final Map<String, CollectorPhase> phases = new HashMap<>();

  /**
   * Nothing is printed yet.
   *
   * @param lines where it goes
   * @param interesting whether events about an executable are shown
   */
  public Narrator(Lines lines, Predicate<Executable> interesting) {
    this.lines = lines;
    this.interesting = interesting;
  }

  @Override
  public void step(String who, String what) {
    lines.step(who, what);
  }

  @Override
  public void say(String text) {
    lines.say(text);
  }

  @Override
  public void arrived(Arrival arrival) {
    arrival.problem().ifPresent(p -> lines.step("topic", arrival.topicName() + ": " + p));
    arrival.as(CollectorStatus.class).ifPresent(this::status);
    arrival
        .as(ProfileState.class)
        .filter(s -> interesting.test(s.getExecutable()))
        .ifPresent(this::state);
    arrival
        .as(Anomaly.class)
        .filter(a -> interesting.test(a.getExecutable()))
        .ifPresent(this::anomaly);
    arrival
        .as(Incident.class)
        .filter(i -> i.getExecutable() == null || interesting.test(i.getExecutable()))
        .ifPresent(this::incident);
  }

  private void status(CollectorStatus status) {
    String host = status.getHost().getId();
    if (phases.put(host, status.getPhase()) != status.getPhase()) {
      switch (status.getPhase()) {
        case RUNNING ->
            lines.step(
                host, "collector attached, watches process tree " + status.getScope().getDetail());
        case STOPPED -> lines.step(host, "collector stopped");
        default -> {
          // Starting: nothing to see yet.
        }
      }
    }
  }

  private void state(ProfileState state) {
    if (state.getReason() != StateReason.REFRESHED) {
      lines.step(state.getHost().getId(), name(state.getExecutable()) + ": " + what(state));
    }
  }

  private static String what(ProfileState state) {
    return switch (state.getReason()) {
      case CREATED -> "profile created, training";
      case FROZEN ->
          String.format(
              Locale.ROOT,
              "frozen after %d calls: %d distinct, %d pairs; normal in %.0f s",
              state.getCounters().getCalls(),
              state.getDistinctCalls(),
              state.getPairs(),
              untilNormal(state));
      case BECAME_NORMAL -> "normal: whatever is new from now on is an anomaly";
      case NOVELTY -> "something new while frozen: trains again";
      case ANOMALY_LIMIT -> "too many anomalies: trains again";
      case TOLERIZE_LIMIT -> "anomalies come in bursts: what it trained since is forgotten";
      default ->
          state.getState().name().toLowerCase(Locale.ROOT)
              + " ("
              + state.getReason().name().toLowerCase(Locale.ROOT)
              + ")";
    };
  }

  private static double untilNormal(ProfileState state) {
    return state.getNormalTime() == null
        ? 0
        : Duration.between(state.getTime(), state.getNormalTime()).toMillis() / 1000.0;
  }

  private void anomaly(Anomaly anomaly) {
    lines.step(
        anomaly.getHost().getId(),
        "%s: ANOMALY in process %d"
            .formatted(name(anomaly.getExecutable()), anomaly.getProcess().getPid()));
    lines.more(Windows.line(anomaly.getWindow(), anomaly.getMismatches()));
    if (anomaly.getRaisedByScore()) {
      lines.more("all that it did is out of the ordinary: score " + anomaly.getScore());
    }
  }

  private void incident(Incident incident) {
    lines.step(
        "analyzer",
        "INCIDENT %s, %s: %s"
            .formatted(
                incident.getStatus().name().toLowerCase(Locale.ROOT),
                incident.getSeverity().name().toLowerCase(Locale.ROOT),
                incident.getTitle()));
    if (incident.getStatus() == IncidentStatus.OPENED && !incident.getWindow().isEmpty()) {
      lines.more(Windows.line(incident.getWindow(), incident.getMismatches()));
    }
    List<String> hosts = incident.getHosts();
    lines.more("hosts: " + String.join(", ", hosts));
  }

  private static String name(Executable executable) {
    String path = executable.getPath();
    return path.isEmpty() ? executable.getId() : path.substring(path.lastIndexOf('/') + 1);
  }
}
