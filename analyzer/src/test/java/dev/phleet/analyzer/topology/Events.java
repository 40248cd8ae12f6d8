package dev.phleet.analyzer.topology;

import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Loss;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.Scope;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.event.StateReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events as collectors publish them. */
public final class Events {
  /** Executable of all of them. */
  public static final String EXECUTABLE = "sha256:" + "ab".repeat(32);

  /** Time of the tests. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Events() {}

  /** The anomaly "write after write" on a host. */
  public static Anomaly anomaly(String host, String run, long sequence, Instant time) {
    return anomaly(host, run, sequence, time, "write");
  }

  /** The anomaly "write after {@code previous}" on a host. */
  public static Anomaly anomaly(
      String host, String run, long sequence, Instant time, String previous) {
    return Anomaly.newBuilder()
        .setHost(new Host(host, "name-" + host, "boot-" + host))
        .setSource(new Source(run, sequence))
        .setTime(time)
        .setExecutable(new Executable(EXECUTABLE, "/usr/bin/prog", 7L))
        .setProcess(new Process(23, 23, 1, 0L, "prog", 5L, null, null, List.of(), null))
        .setArchitecture("x86_64")
        .setWindow(
            List.of(
                new Call(CallTable.NATIVE, 1, "write"),
                new Call(CallTable.NATIVE, previous.length(), previous),
                new Call(CallTable.NATIVE, 12, "brk")))
        .setMismatches(List.of(1))
        .setLfc(1)
        .setMaxLfc(1)
        .setState(State.NORMAL)
        .setCounters(counters(100, 1))
        .setHeldBack(0)
        .build();
  }

  /** The same of another program of that host, of path /usr/bin/NAME. */
  public static Anomaly of(Anomaly anomaly, String name) {
    String digest = "%02x".formatted(name.chars().sum() % 256).repeat(32);
    anomaly.setExecutable(new Executable("sha256:" + digest, "/usr/bin/" + name, 9L));
    return anomaly;
  }

  /** Counters of a profile. */
  public static ProfileCounters counters(long calls, long anomalies) {
    return new ProfileCounters(calls, calls, 3L, 4L, anomalies);
  }

  /** The pairs of a profile of three calls on a host: read, write, brk. */
  public static ProfilePairs pairs(
      String host, String run, long sequence, State state, Instant time, Pair... pairs) {
    return ProfilePairs.newBuilder()
        .setHost(new Host(host, "name-" + host, "boot-" + host))
        .setSource(new Source(run, sequence))
        .setTime(time)
        .setExecutable(new Executable(EXECUTABLE, "/usr/bin/prog", 7L))
        .setArchitecture("x86_64")
        .setState(state)
        .setCalls(
            List.of(
                new Call(CallTable.NATIVE, 0, "read"),
                new Call(CallTable.NATIVE, 1, "write"),
                new Call(CallTable.NATIVE, 12, "brk")))
        .setPairs(List.of(pairs))
        .build();
  }

  /** A profile's state on a host. */
  public static ProfileState state(
      String host, String run, long sequence, State state, long calls, Instant time) {
    return ProfileState.newBuilder()
        .setHost(new Host(host, "name-" + host, "boot-" + host))
        .setSource(new Source(run, sequence))
        .setTime(time)
        .setExecutable(new Executable(EXECUTABLE, "/usr/bin/prog", 7L))
        .setArchitecture("x86_64")
        .setState(state)
        .setPreviousState(state)
        .setReason(StateReason.REFRESHED)
        .setCounters(counters(calls, 0))
        .setNormalTime(null)
        .setFirstSeen(START)
        .setLastChange(START)
        .setDistinctCalls(9)
        .setPairs(41)
        .setIgnored(false)
        .build();
  }

  /** A heartbeat of a host's collector. */
  public static CollectorStatus status(
      String host, String run, long sequence, CollectorPhase phase, Instant time) {
    return CollectorStatus.newBuilder()
        .setHost(new Host(host, "name-" + host, "boot-" + run))
        .setSource(new Source(run, sequence))
        .setTime(time)
        .setPhase(phase)
        .setStartedAt(START)
        .setVersion("0")
        .setKernel("6.1")
        .setArchitecture("x86_64")
        .setScope(new Scope("host", ""))
        .setMonitoring(true)
        .setTasks(3)
        .setProfiles(Map.of("NORMAL", 5L))
        .setPublished(Map.of("anomalies", 0L))
        .setAcknowledged(Map.of("anomalies", 0L))
        .setBrokerReachable(true)
        .setQueued(0)
        .setResidentBytes(90_000_000)
        .setLosses(List.of(new Loss("kernel", "ring.anomaly", 0L)))
        .setTrainOnly(false)
        .build();
  }
}
