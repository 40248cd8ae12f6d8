package dev.phleet.lab.demo;

import dev.phleet.lab.feed.Arrival;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.event.StateReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the topics have shown so far about the program, and what of the proof is missing. */
public final class Evidence {
  private static final Set<StateReason> PROVED =
      EnumSet.of(StateReason.CREATED, StateReason.FROZEN, StateReason.BECAME_NORMAL);

  private static final class Seen {
    private final Set<StateReason> reasons = EnumSet.noneOf(StateReason.class);
    private State state = State.TRAINING;
    private int anomalies;
  }

  private final String path;
  private final Set<String> concerned;
  private final Map<String, Seen> hosts = new LinkedHashMap<>();
  private Optional<Incident> incident = Optional.empty();

  /**
   * Nothing is proved yet.
   *
   * @param path path of the program
   * @param hosts ids of all hosts
   * @param concerned ids of those on which it will write twice
   */
  public Evidence(String path, List<String> hosts, List<String> concerned) {
    this.path = path;
    this.concerned = new TreeSet<>(concerned);
    hosts.forEach(h -> this.hosts.put(h, new Seen()));
  }

  /**
   * Takes in one record.
   *
   * @param arrival read back from Kafka
   */
  public void add(Arrival arrival) {
    arrival.as(ProfileState.class).filter(s -> isIt(s.getExecutable())).ifPresent(this::addState);
    arrival.as(Anomaly.class).filter(a -> isIt(a.getExecutable())).ifPresent(this::addAnomaly);
    arrival
        .as(Incident.class)
        .filter(i -> i.getType() == IncidentType.SPREAD)
        .filter(i -> i.getExecutable() != null && isIt(i.getExecutable()))
        .ifPresent(i -> incident = Optional.of(i));
  }

  private boolean isIt(Executable executable) {
    return executable.getPath().equals(path);
  }

  private void addState(ProfileState state) {
    Seen seen = hosts.get(state.getHost().getId());
    if (seen != null) {
      seen.reasons.add(state.getReason());
      seen.state = state.getState();
    }
  }

  private void addAnomaly(Anomaly anomaly) {
    Seen seen = hosts.get(anomaly.getHost().getId());
    if (seen != null) {
      seen.anomalies++;
    }
  }

  /** The hosts on which it writes twice, sorted. */
  public List<String> concerned() {
    return List.copyOf(concerned);
  }

  /** All other hosts. */
  public List<String> unconcerned() {
    return hosts.keySet().stream().filter(h -> !concerned.contains(h)).toList();
  }

  /** State of the program's profile on a host, as last read. */
  public State stateOn(String host) {
    return hosts.get(host).state;
  }

  /** Whether the profile is normal on every host. */
  public boolean isNormalEverywhere() {
    return hosts.values().stream().allMatch(s -> s.state == State.NORMAL);
  }

  /** Anomalies of the program read so far on a host. */
  public int anomaliesOn(String host) {
    return hosts.get(host).anomalies;
  }

  /** What of the proof has not been read back; empty when it is complete. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    hosts.forEach(
        (host, seen) -> {
          for (StateReason reason : PROVED) {
            if (!seen.reasons.contains(reason)) {
              missing.add("profile-states: " + reason + " on " + host);
            }
          }
          if (concerned.contains(host) && seen.anomalies == 0) {
            missing.add("anomalies: any on " + host);
          }
          if (!concerned.contains(host) && seen.anomalies > 0) {
            missing.add("anomalies: none on " + host + ", but there are " + seen.anomalies);
          }
        });
    if (!incident.map(i -> new TreeSet<>(i.getHosts()).equals(concerned)).orElse(false)) {
      String found = incident.map(i -> ", but it names " + i.getHosts()).orElse("");
      missing.add("incidents: one that names exactly " + concerned + found);
    }
    return missing;
  }
}
