package dev.phleet.lab.analyzer;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events as collectors publish them, of programs that are told apart by a number. */
final class Events {
  private static final List<String> CALLS =
      List.of(
          "read",
          "write",
          "openat",
          "close",
          "newfstatat",
          "mmap",
          "mprotect",
          "munmap",
          "brk",
          "ioctl",
          "pread64",
          "access",
          "socket",
          "connect",
          "sendto",
          "recvfrom",
          "execve",
          "exit_group",
          "futex",
          "getrandom",
          "prlimit64",
          "readlink",
          "clone3");

  private Events() {}

  static String executable(int program) {
    return "sha256:" + "%064x".formatted(program);
  }

  /** People call some hosts otherwise than by their id. */
  private static Host host(String id) {
    return new Host(id, id.startsWith("db-") ? id + ".example" : id, "boot");
  }

  static Anomaly anomaly(String host, int program, long sequence, Instant time) {
    return Anomaly.newBuilder()
        .setHost(host(host))
        .setSource(new Source("run-" + host, sequence))
        .setTime(time)
        .setExecutable(
            new Executable(executable(program), "/usr/bin/prog" + program, (long) program))
        .setProcess(new Process(23, 23, 1, 0L, "prog", 5L, null, null, List.of(), null))
        .setArchitecture("x86_64")
        .setWindow(
            List.of(new Call(CallTable.NATIVE, 1, "write"), new Call(CallTable.NATIVE, 1, "write")))
        .setMismatches(List.of(1))
        .setLfc(1)
        .setMaxLfc(1)
        .setState(State.NORMAL)
        .setCounters(new ProfileCounters(100L, 100L, 3L, 4L, 1L))
        .setHeldBack(0)
        .build();
  }

  /** A longer window with several surprises. */
  static Anomaly longAnomaly(String host, int program, long sequence, Instant time) {
    Anomaly anomaly = anomaly(host, program, sequence, time);
    anomaly.setWindow(
        List.of(
            call(42, "connect"),
            call(41, "socket"),
            call(257, "openat"),
            call(0, "read"),
            call(3, "close"),
            call(5, "newfstatat"),
            call(9, "mmap"),
            call(13, "rt_sigaction"),
            call(59, "execve")));
    anomaly.setMismatches(List.of(1, 2, 5, 8));
    return anomaly;
  }

  private static Call call(int number, String name) {
    return new Call(CallTable.NATIVE, number, name);
  }

  /** Pairs of the first few of some calls; the more, the more of them a host knows. */
  static ProfilePairs pairs(String host, int program, long sequence, int more, Instant time) {
    List<Call> calls = new ArrayList<>();
    for (String name : CALLS) {
      calls.add(call(calls.size(), name));
    }
    List<Pair> pairs = new ArrayList<>();
    for (int current = 0; current < calls.size(); current++) {
      for (int previous = 0; previous < calls.size(); previous++) {
        int distances = (current * 7 + previous * 3) % 23;
        if (distances < 7 + more) {
          pairs.add(new Pair(current, previous, 1 + distances, distances < 5 ? 1 : 0));
        }
      }
    }
    return ProfilePairs.newBuilder()
        .setHost(host(host))
        .setSource(new Source("run-" + host, sequence))
        .setTime(time)
        .setExecutable(
            new Executable(executable(program), "/usr/bin/prog" + program, (long) program))
        .setArchitecture("x86_64")
        .setState(State.NORMAL)
        .setCalls(calls)
        .setPairs(pairs)
        .build();
  }

  static CollectorStatus status(String host, long sequence, long lost, Instant time) {
    return CollectorStatus.newBuilder()
        .setHost(host(host))
        .setSource(new Source("run-" + host, sequence))
        .setTime(time)
        .setPhase(CollectorPhase.RUNNING)
        .setStartedAt(time.minusSeconds(3600))
        .setVersion("0.1.0")
        .setKernel("6.1.0")
        .setArchitecture("x86_64")
        .setScope(new Scope("host", ""))
        .setMonitoring(true)
        .setTasks(230 + sequence)
        .setProfiles(Map.of("TRAINING", 3L, "FROZEN", 2L, "NORMAL", 41L))
        .setPublished(Map.of("anomalies", 7L, "profile-states", 230L))
        .setAcknowledged(Map.of("anomalies", 7L, "profile-states", 230L))
        .setBrokerReachable(true)
        .setQueued(0)
        .setResidentBytes(97_000_000)
        .setLosses(
            List.of(new Loss("kernel", "ring.anomaly", lost), new Loss("producer", "timeout", 0L)))
        .build();
  }

  static ProfileState state(String host, int program, long sequence, long calls, Instant time) {
    return ProfileState.newBuilder()
        .setHost(host(host))
        .setSource(new Source("run-" + host, sequence))
        .setTime(time)
        .setExecutable(
            new Executable(executable(program), "/usr/bin/prog" + program, (long) program))
        .setArchitecture("x86_64")
        .setState(State.NORMAL)
        .setPreviousState(State.NORMAL)
        .setReason(StateReason.REFRESHED)
        .setCounters(new ProfileCounters(calls, calls, 3L, 4L, 0L))
        .setNormalTime(null)
        .setFirstSeen(time)
        .setLastChange(time)
        .setDistinctCalls(9)
        .setPairs(41)
        .setIgnored(false)
        .build();
  }

  /** A program under a path that another may have too. */
  static ProfileState version(String host, int program, String path, Instant time) {
    ProfileState state = state(host, program, 1, 1000, time);
    state.setExecutable(new Executable(executable(program), path, (long) program));
    return state;
  }

  static CollectorStatus heartbeat(String host, long sequence, Instant time) {
    return CollectorStatus.newBuilder()
        .setHost(host(host))
        .setSource(new Source("run-" + host, sequence))
        .setTime(time)
        .setPhase(CollectorPhase.RUNNING)
        .setStartedAt(time)
        .setVersion("0")
        .setKernel("6.1")
        .setArchitecture("x86_64")
        .setScope(new Scope("host", ""))
        .setMonitoring(true)
        .setTasks(3)
        .setProfiles(Map.of())
        .setPublished(Map.of())
        .setAcknowledged(Map.of())
        .setBrokerReachable(true)
        .setQueued(0)
        .setResidentBytes(1)
        .setLosses(List.of())
        .setTrainOnly(false)
        .build();
  }
}
