package dev.phleet.lab.analyzer;

import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.Scope;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.event.StateReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events as collectors publish them, of programs that are told apart by a number. */
final class Events {
  private Events() {}

  static String executable(int program) {
    return "sha256:" + "%064x".formatted(program);
  }

  static Anomaly anomaly(String host, int program, long sequence, Instant time) {
    return Anomaly.newBuilder()
        .setHost(new Host(host, host, "boot"))
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

  static ProfileState state(String host, int program, long sequence, long calls, Instant time) {
    return ProfileState.newBuilder()
        .setHost(new Host(host, host, "boot"))
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

  static CollectorStatus heartbeat(String host, long sequence, Instant time) {
    return CollectorStatus.newBuilder()
        .setHost(new Host(host, host, "boot"))
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
