package dev.phleet.sql;

import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Loss;
import dev.phleet.schemas.event.NewSequence;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.Scope;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.event.StateReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** What three hosts did one morning; the answers to every question about it are known. */
final class KnownEvents {
  static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  static final Executable NGINX = new Executable("sha256:aa", "/usr/sbin/nginx", 1L);
  private static final Executable OTHER_NGINX = new Executable("sha256:ab", "/usr/sbin/nginx", 2L);
  static final Executable SSHD = new Executable("sha256:bb", "/usr/sbin/sshd", 3L);
  static final Executable POSTGRES = new Executable("sha256:cc", "/usr/bin/postgres", 4L);
  private static final Executable FIREFOX = new Executable("sha256:dd", "/usr/bin/firefox", 5L);
  private static final Executable TOOL = new Executable("sha256:ee", "/usr/bin/tool", 6L);
  private static final Executable FLAP = new Executable("sha256:ff", "/usr/bin/flap", 7L);

  private final Servers servers;

  private KnownEvents(Servers servers) {
    this.servers = servers;
  }

  /** Publishes all of it. */
  static void publish(Servers servers) throws Exception {
    KnownEvents events = new KnownEvents(servers);
    KnownAnomalies.publish(servers);
    events.learning();
    events.profiles();
    events.pairs();
    events.collectors();
    events.incidents();
    events.programs();
    events.deadLetters();
  }

  static Host host(String id) {
    return new Host(id, Map.of("h1", "web-1", "h2", "web-2", "h3", "db-1").get(id), "boot");
  }

  static List<Call> window(String... names) {
    return IntStream.range(0, names.length)
        .mapToObj(i -> new Call(CallTable.NATIVE, i, names[i]))
        .toList();
  }

  private void learning() throws Exception {
    sequence("h1", NGINX, 1, 2, 3);
    sequence("h1", NGINX, 1);
    sequence("h1", TOOL, 2, 5);
    sequence("h2", NGINX, 1);
    sequence("h3", POSTGRES, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  private void sequence(String host, Executable executable, Integer... distances) throws Exception {
    NewSequence sequence =
        NewSequence.newBuilder()
            .setHost(host(host))
            .setSource(new Source("run-" + host, 1L))
            .setTime(TEN)
            .setExecutable(executable)
            .setProcess(KnownAnomalies.process(23, null, null))
            .setArchitecture("x86_64")
            .setWindow(window("read", "openat"))
            .setNewDistances(List.of(distances))
            .setState(State.TRAINING)
            .setCounters(new ProfileCounters(1L, 1L, 0L, 1L, 0L))
            .build();
    servers.publish(Topics.NEW_SEQUENCES, executable.getId(), sequence);
  }

  private void profiles() throws Exception {
    change("h1", NGINX, State.NORMAL, State.TRAINING, StateReason.TOLERIZE_LIMIT);
    change("h1", NGINX, State.FROZEN, State.NORMAL, StateReason.BECAME_NORMAL);
    change("h2", NGINX, State.FROZEN, State.NORMAL, StateReason.BECAME_NORMAL);
    change("h3", OTHER_NGINX, State.FROZEN, State.NORMAL, StateReason.BECAME_NORMAL);
    change("h2", FLAP, State.NORMAL, State.TRAINING, StateReason.ANOMALY_LIMIT);
    change("h2", FLAP, State.NORMAL, State.TRAINING, StateReason.ANOMALY_LIMIT);
    change("h2", FLAP, State.TRAINING, State.FROZEN, StateReason.FROZEN);
    training("h1", FIREFOX, 50, false);
    training("h2", TOOL, 2, false);
    training("h3", TOOL, 100, true);
    training("h3", FIREFOX, 100, false);
    servers.publish(Topics.PROFILE_STATES, "h3/" + FIREFOX.getProfileKey(), null);
  }

  private void change(
      String host, Executable executable, State before, State after, StateReason reason)
      throws Exception {
    ProfileState state = state(host, executable);
    state.setPreviousState(before);
    state.setState(after);
    state.setReason(reason);
    put(state);
  }

  private void training(String host, Executable executable, int hours, boolean ignored)
      throws Exception {
    ProfileState state = state(host, executable);
    state.setFirstSeen(TEN.minusSeconds(3600L * hours));
    state.setIgnored(ignored);
    put(state);
  }

  private void put(ProfileState state) throws Exception {
    String key = state.getHost().getId() + "/" + state.getExecutable().getProfileKey();
    servers.publish(Topics.PROFILE_STATES, key, state);
  }

  private static ProfileState state(String host, Executable executable) {
    return ProfileState.newBuilder()
        .setHost(host(host))
        .setSource(new Source("run-" + host, 1L))
        .setTime(TEN)
        .setExecutable(executable)
        .setArchitecture("x86_64")
        .setState(State.TRAINING)
        .setPreviousState(State.TRAINING)
        .setReason(StateReason.REFRESHED)
        .setCounters(new ProfileCounters(9_000_000L, 9_000_000L, 17L, 4L, 0L))
        .setFirstSeen(TEN)
        .setLastChange(TEN)
        .setDistinctCalls(9)
        .setPairs(41)
        .build();
  }

  private void pairs() throws Exception {
    pairs("h1", 3, 4);
    pairs("h2", 2, 1);
    pairs("h3", 5, 5);
    servers.publish(Topics.PROFILE_PAIRS, "h3/1", null);
  }

  private void pairs(String host, int calls, int pairs) throws Exception {
    List<Pair> some = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      some.add(new Pair(i % calls, i / calls, 1, 1));
    }
    ProfilePairs all =
        ProfilePairs.newBuilder()
            .setHost(host(host))
            .setSource(new Source("run-" + host, 1L))
            .setTime(TEN)
            .setExecutable(NGINX)
            .setArchitecture("x86_64")
            .setState(State.NORMAL)
            .setCalls(window("read", "write", "openat", "close", "mmap").subList(0, calls))
            .setPairs(some)
            .build();
    servers.publish(Topics.PROFILE_PAIRS, host + "/1", all);
  }

  private void collectors() throws Exception {
    heartbeat("h1", CollectorPhase.RUNNING, false, new Loss("kernel", "ring.anomaly", 1L));
    heartbeat(
        "h1",
        CollectorPhase.RUNNING,
        false,
        new Loss("kernel", "ring.anomaly", 3L),
        new Loss("collector", "queue.full", 0L));
    heartbeat("h2", CollectorPhase.STOPPED, false, new Loss("collector", "queue.full", 0L));
    heartbeat(
        "h3",
        CollectorPhase.RUNNING,
        true,
        new Loss("kernel", "profiles.full", 7L),
        new Loss("producer", "timeout", 2L));
  }

  private void heartbeat(String host, CollectorPhase phase, boolean trainOnly, Loss... losses)
      throws Exception {
    CollectorStatus status =
        CollectorStatus.newBuilder()
            .setHost(host(host))
            .setSource(new Source("run-" + host, 1L))
            .setTime(TEN)
            .setPhase(phase)
            .setStartedAt(TEN)
            .setVersion("0.1.0")
            .setKernel("6.1.0")
            .setArchitecture("x86_64")
            .setScope(new Scope("host", ""))
            .setMonitoring(true)
            .setTasks(23)
            .setProfiles(Map.of("NORMAL", 2L))
            .setPublished(Map.of())
            .setAcknowledged(Map.of())
            .setBrokerReachable(true)
            .setQueued(0)
            .setResidentBytes(1)
            .setLosses(List.of(losses))
            .setTrainOnly(trainOnly)
            .build();
    servers.publish(Topics.COLLECTORS, host, status);
  }

  private void incidents() throws Exception {
    incident("i1", IncidentStatus.OPENED, Severity.HIGH, null);
    incident("i1", IncidentStatus.UPDATED, Severity.HIGH, "alice");
    incident("i2", IncidentStatus.OPENED, Severity.MEDIUM, null);
    incident("i3", IncidentStatus.OPENED, Severity.CRITICAL, null);
    incident("i3", IncidentStatus.CLOSED, Severity.CRITICAL, null);
    incident("i4", IncidentStatus.UPDATED, Severity.MEDIUM, null);
    put(Topics.ACKNOWLEDGEMENTS.name(), "i1", new Acknowledgement("i1", "alice", TEN, "a look"));
    put(Topics.ACKNOWLEDGEMENTS.name(), "i2", new Acknowledgement("i2", "bob", TEN, ""));
    put(Topics.ACKNOWLEDGEMENTS.name(), "i2", null);
  }

  private void put(String topic, String key, SpecificRecord event) throws Exception {
    servers.publish(Topics.named(topic).orElseThrow(), key, event);
  }

  private void incident(String id, IncidentStatus status, Severity severity, String by)
      throws Exception {
    Incident incident =
        Incident.newBuilder()
            .setId(id)
            .setRevision(1)
            .setType(IncidentType.SPREAD)
            .setStatus(status)
            .setSeverity(severity)
            .setTitle("incident " + id)
            .setOpenedAt(TEN)
            .setUpdatedAt(TEN)
            .setHosts(List.of("h1"))
            .setSightings(List.of())
            // Avro would make the default of a list of records through a class that it does not
            // trust.
            .setWindow(List.of())
            .setEvidence(List.of())
            .setExecutables(List.of())
            .setCount(2)
            .setAcknowledgedBy(by)
            .build();
    servers.publish(Topics.INCIDENTS, id, incident);
  }

  private void programs() throws Exception {
    program(NGINX, 3, 0, true);
    program(FIREFOX, 1, 40, false);
    program(POSTGRES, 2, 7, false, "h3");
  }

  private void program(
      Executable executable, int hosts, int news, boolean converged, String... outliers)
      throws Exception {
    FleetProfile profile =
        FleetProfile.newBuilder()
            .setExecutableId(executable.getId())
            .setPaths(List.of(executable.getPath()))
            .setHosts(hosts)
            .setTraining(0)
            .setFrozen(0)
            .setNormal(hosts)
            .setCalls(23)
            .setAnomalies(0)
            .setMinPairs(1)
            .setMaxPairs(1)
            .setFirstSeen(TEN)
            .setLastSeen(TEN)
            .setNewPairsLastDay(news)
            .setConverged(converged)
            .setOutliers(List.of(outliers))
            .build();
    servers.publish(Topics.FLEET_PROFILES, executable.getId(), profile);
  }

  private void deadLetters() throws Exception {
    deadLetter("phleet.anomalies", "truncated");
    deadLetter("phleet.anomalies", "truncated");
    deadLetter("phleet.incidents", "not-avro");
  }

  private void deadLetter(String topic, String reason) throws Exception {
    servers.publishDeadLetter(
        Map.of("phleet.topic", topic, "phleet.reason", reason), new byte[] {1, 2, 3});
  }
}
