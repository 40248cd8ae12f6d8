package dev.phleet.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.lab.feed.Arrival;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.event.StateReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What counts as a proof, and what does not. */
class EvidenceTest {
  private static final String PATH = "/lab/greet";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final Evidence evidence = new Evidence(PATH, List.of("a", "b", "c"), List.of("a", "b"));

  @Test
  void shouldBeCompleteWhenEverythingWasRead() {
    proveAllBut("");
    assertThat(evidence.missing()).isEmpty();
  }

  @Test
  void shouldMissAHostThatNeverBecameNormal() {
    proveAllBut("c");
    assertThat(evidence.missing()).containsExactly("profile-states: BECAME_NORMAL on c");
  }

  @Test
  void shouldNotTakeAnIncidentThatNamesTheThirdHostToo() {
    proveAllBut("");
    add(Topics.INCIDENTS, incident(PATH, "a", "b", "c"));
    assertThat(evidence.missing())
        .containsExactly("incidents: one that names exactly [a, b], but it names [a, b, c]");
  }

  @Test
  void shouldNotTakeAnIncidentAboutAnotherProgram() {
    states("");
    add(Topics.ANOMALIES, anomaly("a"));
    add(Topics.ANOMALIES, anomaly("b"));
    add(Topics.INCIDENTS, incident("/bin/sh", "a", "b"));
    assertThat(evidence.missing()).containsExactly("incidents: one that names exactly [a, b]");
  }

  @Test
  void shouldNotBearAnAnomalyOnTheThirdHost() {
    proveAllBut("");
    add(Topics.ANOMALIES, anomaly("c"));
    assertThat(evidence.missing()).containsExactly("anomalies: none on c, but there are 1");
  }

  private void proveAllBut(String notNormal) {
    states(notNormal);
    add(Topics.ANOMALIES, anomaly("a"));
    add(Topics.ANOMALIES, anomaly("b"));
    add(Topics.INCIDENTS, incident(PATH, "a", "b"));
  }

  private void states(String notNormal) {
    for (String host : List.of("a", "b", "c")) {
      add(Topics.PROFILE_STATES, state(host, State.TRAINING, StateReason.CREATED));
      add(Topics.PROFILE_STATES, state(host, State.FROZEN, StateReason.FROZEN));
      if (!host.equals(notNormal)) {
        add(Topics.PROFILE_STATES, state(host, State.NORMAL, StateReason.BECAME_NORMAL));
      }
    }
  }

  private void add(Topic<?> topic, SpecificRecord value) {
    evidence.add(new Arrival(topic, topic.name(), "key", Optional.of(value), Optional.empty()));
  }

  private static Executable executable(String path) {
    return new Executable("sha256:" + "ab".repeat(32), path, 7L);
  }

  private static ProfileCounters counters() {
    return new ProfileCounters(61L, 61L, 46L, 15L, 0L);
  }

  private static ProfileState state(String host, State state, StateReason reason) {
    return ProfileState.newBuilder()
        .setHost(new Host(host, host, "boot"))
        .setSource(new Source("run", 1L))
        .setTime(NOW)
        .setExecutable(executable(PATH))
        .setArchitecture("x86_64")
        .setState(state)
        .setPreviousState(state)
        .setReason(reason)
        .setCounters(counters())
        .setFirstSeen(NOW)
        .setLastChange(NOW)
        .setDistinctCalls(11)
        .setPairs(82)
        .build();
  }

  private static Anomaly anomaly(String host) {
    return Anomaly.newBuilder()
        .setHost(new Host(host, host, "boot"))
        .setSource(new Source("run", 1L))
        .setTime(NOW)
        .setExecutable(executable(PATH))
        .setProcess(new Process(23, 23, 1, 0L, "greet", 5L, null, null, List.of(), null))
        .setArchitecture("x86_64")
        .setWindow(List.of())
        .setMismatches(List.of())
        .setLfc(1)
        .setMaxLfc(1)
        .setState(State.NORMAL)
        .setCounters(counters())
        .build();
  }

  private static Incident incident(String path, String... hosts) {
    return Incident.newBuilder()
        .setExecutables(List.of())
        .setId("i")
        .setRevision(1)
        .setType(IncidentType.SPREAD)
        .setStatus(IncidentStatus.OPENED)
        .setSeverity(Severity.MEDIUM)
        .setTitle("t")
        .setOpenedAt(NOW)
        .setUpdatedAt(NOW)
        .setHosts(List.of(hosts))
        .setSightings(List.of())
        .setCount(2L)
        .setExecutable(executable(path))
        .setWindow(List.of())
        .setMismatches(List.of())
        .setEvidence(List.of())
        .build();
  }
}
