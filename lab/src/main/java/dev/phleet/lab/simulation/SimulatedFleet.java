package dev.phleet.lab.simulation;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.event.StateReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A fleet and its events. Which host, which program and which of a program's surprises an anomaly
 * is about follows Zipf's law each time; one surprise in {@value #ALONE} happens on one host only.
 */
public final class SimulatedFleet {
  private static final String ARCHITECTURE = "x86_64";
  private static final int SURPRISES = 2000;
  private static final int ALONE = 4;
  private static final double BUSY_HOSTS = 0.8;
  private static final double BUSY_PROGRAMS = 1.0;
  private static final double COMMON_SURPRISES = 0.9;
  private static final int PAIRS_A_CALL = 12;
  private static final int MOST_CALLS_A_PROFILE = 1_000_000;
  private static final int NORMAL_OF_TEN = 7;
  private static final int MOST_LFC = 30;
  private static final double RARE_BURSTS = 3;
  private static final int PIDS = 60_000;

  /** As by default in a collector: status.interval, state.interval, pairs.interval. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private static final int HEARTBEATS_A_STATE = 6;
  private static final int HEARTBEATS_A_SET = 60;

  /** One profile in so many has learned something within an interval of pairs. */
  private static final int LEARNING = 50;

  /** So many programs run on every host all the time; the others the less, the lower their rank. */
  private static final int BUSY = 5;

  private final CallNames names = CallNames.forArchitecture(ARCHITECTURE);
  private final FleetShape shape;
  private final Random random;
  private final List<SimulatedHost> hosts = new ArrayList<>();
  private final List<SimulatedProgram> programs = new ArrayList<>();
  private final HeavyTail busyHosts;
  private final HeavyTail busyPrograms;
  private final HeavyTail localityCounts = new HeavyTail(MOST_LFC, RARE_BURSTS);
  private final HeavyTail commonSurprises = new HeavyTail(SURPRISES, COMMON_SURPRISES);

  /** A fleet of which nothing has been seen yet. */
  public SimulatedFleet(FleetShape shape) {
    this.shape = shape;
    random = new Random(shape.seed());
    for (int i = 0; i < shape.hosts(); i++) {
      hosts.add(new SimulatedHost(i, random));
    }
    for (int i = 0; i < shape.programs(); i++) {
      programs.add(SimulatedProgram.of(i, names, random));
    }
    busyHosts = new HeavyTail(shape.hosts(), BUSY_HOSTS);
    busyPrograms = new HeavyTail(shape.programs(), BUSY_PROGRAMS);
  }

  /** Every host once: its profiles, the pairs of each, and a heartbeat. */
  public void hosts(Consumer<SimulatedRecord> sink) {
    Instant begin = shape.end().minus(shape.span());
    for (int host = 0; host < hosts.size(); host++) {
      for (SimulatedProgram program : programs) {
        State state = random.nextInt(10) < NORMAL_OF_TEN ? State.NORMAL : State.TRAINING;
        sink.accept(profile(host, program, state, begin));
        sink.accept(pairs(host, program, state, begin, 0));
      }
      sink.accept(SimulatedHeartbeat.of(hosts.get(host), programs.size(), begin));
    }
  }

  /**
   * What the collectors send in the whole span, at their default intervals, oldest first:
   * heartbeats, the states of profiles that have counted calls, the pairs of those that have
   * learned; and anomalies.
   *
   * @param count how many anomalies
   */
  public void life(int count, Consumer<SimulatedRecord> sink) {
    Instant begin = shape.end().minus(shape.span());
    int beats = (int) Math.max(1, shape.span().dividedBy(HEARTBEAT));
    int sent = 0;
    for (int beat = 0; beat < beats; beat++) {
      Instant time = begin.plus(HEARTBEAT.multipliedBy(beat));
      for (SimulatedHost host : hosts) {
        sink.accept(SimulatedHeartbeat.of(host, programs.size(), time));
      }
      if (beat % HEARTBEATS_A_STATE == 0) {
        refresh(time, sink);
      }
      learn(beat, time, sink);
      for (; sent < (long) count * (beat + 1) / beats; sent++) {
        sink.accept(anomaly(time));
      }
    }
  }

  private void refresh(Instant time, Consumer<SimulatedRecord> sink) {
    for (int host = 0; host < hosts.size(); host++) {
      for (SimulatedProgram program : programs) {
        if (random.nextInt(1 + program.number() / BUSY) == 0) {
          sink.accept(profile(host, program, State.NORMAL, time));
        }
      }
    }
  }

  private void learn(int beat, Instant time, Consumer<SimulatedRecord> sink) {
    long profiles = (long) hosts.size() * programs.size();
    long interval = (long) LEARNING * HEARTBEATS_A_SET;
    long learning = profiles * (beat + 1) / interval - profiles * beat / interval;
    for (long i = 0; i < learning; i++) {
      SimulatedProgram program = programs.get(random.nextInt(programs.size()));
      sink.accept(pairs(random.nextInt(hosts.size()), program, State.NORMAL, time, 1 + beat));
    }
  }

  /**
   * Anomalies, oldest first.
   *
   * @param count how many
   */
  public void anomalies(int count, Consumer<SimulatedRecord> sink) {
    Instant begin = shape.end().minus(shape.span());
    for (int i = 0; i < count; i++) {
      Duration since = shape.span().multipliedBy(i).dividedBy(count);
      sink.accept(anomaly(begin.plus(since)));
    }
  }

  /** One anomaly that happens at that time, by a clock that is right. */
  public SimulatedRecord anomaly(Instant time) {
    int host = busyHosts.draw(random);
    SimulatedProgram program = programs.get(busyPrograms.draw(random));
    long surprise = commonSurprises.draw(random);
    if (random.nextInt(ALONE) == 0) {
      surprise += (long) (1 + host) * SURPRISES;
    }
    return anomaly(host, program, surprise, time.plus(hosts.get(host).skew()));
  }

  /**
   * A surprise of a program that nothing else happens to, on some hosts at once: what is to become
   * one incident of its own.
   *
   * @param number a number that no other call was given
   * @param count on how many hosts
   * @param time when it happens on each, by a clock that is right
   */
  public List<SimulatedRecord> outbreak(int number, int count, Instant time) {
    int first = random.nextInt(hosts.size());
    SimulatedProgram program = SimulatedProgram.of(programs.size() + number, names, random);
    List<SimulatedRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int host = (first + i) % hosts.size();
      records.add(anomaly(host, program, 0, time));
    }
    return records;
  }

  private SimulatedRecord anomaly(
      int number, SimulatedProgram program, long surprise, Instant time) {
    SimulatedHost host = hosts.get(number);
    SimulatedProgram.Surprise what = program.surprise(surprise);
    int lfc = 1 + localityCounts.draw(random);
    Anomaly anomaly =
        new Anomaly(
            host.host(),
            host.next(Topics.ANOMALIES.name()),
            time,
            program.on(number),
            process(number, program, time),
            ARCHITECTURE,
            what.window(),
            what.mismatches(),
            lfc,
            lfc,
            State.NORMAL,
            counters(),
            0L,
            true,
            false,
            0,
            false,
            0L,
            0);
    return new SimulatedRecord(Topics.ANOMALIES, host.host().getId(), anomaly);
  }

  private SimulatedRecord pairs(
      int number, SimulatedProgram program, State state, Instant begin, int learned) {
    SimulatedHost host = hosts.get(number);
    ProfilePairs value =
        new ProfilePairs(
            host.host(),
            host.next(Topics.PROFILE_PAIRS.name()),
            begin,
            program.on(number),
            ARCHITECTURE,
            state,
            program.calls(),
            program.pairs(number, state == State.NORMAL, learned));
    return new SimulatedRecord(
        Topics.PROFILE_PAIRS, key(host, value.getExecutable().getProfileKey()), value);
  }

  private static String key(SimulatedHost host, long profileKey) {
    return "%s/%016x".formatted(host.host().getId(), profileKey);
  }

  private SimulatedRecord profile(
      int number, SimulatedProgram program, State state, Instant begin) {
    SimulatedHost host = hosts.get(number);
    ProfileState value =
        new ProfileState(
            host.host(),
            host.next(Topics.PROFILE_STATES.name()),
            begin,
            program.on(number),
            ARCHITECTURE,
            state,
            State.TRAINING,
            state == State.NORMAL ? StateReason.BECAME_NORMAL : StateReason.REFRESHED,
            counters(),
            null,
            begin,
            begin,
            program.calls().size(),
            program.calls().size() * PAIRS_A_CALL - random.nextInt(PAIRS_A_CALL),
            false,
            null);
    return new SimulatedRecord(
        Topics.PROFILE_STATES, key(host, value.getExecutable().getProfileKey()), value);
  }

  /** A process lives for a minute, so that what goes wrong in it goes wrong more than once. */
  private static Process process(int host, SimulatedProgram program, Instant time) {
    int pid = 1000 + Math.floorMod(Objects.hash(host, program.number(), minute(time)), PIDS);
    String comm = program.path().substring(program.path().lastIndexOf('/') + 1);
    return new Process(pid, pid, 1, 0L, comm, 1L, null, null, List.of(), null);
  }

  private static long minute(Instant time) {
    return time.getEpochSecond() / Duration.ofMinutes(1).toSeconds();
  }

  private ProfileCounters counters() {
    long calls = 1L + random.nextInt(MOST_CALLS_A_PROFILE);
    return new ProfileCounters(calls, calls, calls / 2, 100L, (long) random.nextInt(MOST_LFC));
  }
}
