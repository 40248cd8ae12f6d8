package dev.phleet.collector.replay;

import dev.phleet.collector.detector.KernelCounters;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.detector.TapeListener;
import dev.phleet.collector.detector.TapePlayer;
import dev.phleet.collector.detector.TapedAnomaly;
import dev.phleet.collector.detector.TapedTrace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recordings through the detector: first all that is learned from, a profile a program; then those
 * profiles become normal; then the rest, each trace against its program's profile as it became
 * normal. A program that has learned nothing cannot be tested: its traces are left out and counted.
 */
public final class Playback implements AutoCloseable {
  private static final int MOST_PROGRAMS = 10_240;

  private final TapePlayer player;
  private final Verdicts verdicts;
  private final Map<String, Integer> keys = new HashMap<>();
  private final Map<Integer, Trace> traces = new HashMap<>();
  private final Map<String, Integer> untrained = new TreeMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private boolean training = true;
  private int lastTrace;
  private int lastTask;
  private Figures trained = new Figures(0, 0, 0);
  private Figures tested = new Figures(0, 0, 0);

  /**
   * What went through.
   *
   * @param traces how many
   * @param calls of all of them
   * @param nanos that the kernel took for them
   */
  public record Figures(long traces, long calls, long nanos) {
    /** Calls a second; 0 when there were none. */
    public double callsASecond() {
      return nanos == 0 ? 0 : calls * 1e9 / nanos;
    }
  }

  /**
   * Loads the detector; nothing is attached.
   *
   * @param settings of the detector
   * @param verdicts what is told
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses
   */
  public Playback(Settings settings, Verdicts verdicts) {
    this.verdicts = verdicts;
    player = TapePlayer.load(settings, MOST_PROGRAMS, new Told());
  }

  /**
   * Plays recordings twice: what trains, then what is tested.
   *
   * @throws BadRecordingException when one cannot be played
   */
  public void play(List<Recording> recordings, CallTexts calls, String program) {
    recordings.forEach(recording -> recording.play(new Scene(), calls, program));
    player.run();
    keys.values().forEach(player::normalize);
    trained = new Figures(lastTrace, player.calls(), player.nanos());
    training = false;
    recordings.stream()
        .filter(recording -> !recording.trains())
        .forEach(recording -> recording.play(new Scene(), calls, program));
    player.run();
    tested =
        new Figures(
            lastTrace - trained.traces(),
            player.calls() - trained.calls(),
            player.nanos() - trained.nanos());
    requireRoom(player.counters());
  }

  /** What was learned from. */
  public Figures trained() {
    return trained;
  }

  /** What was tested. */
  public Figures tested() {
    return tested;
  }

  /** Programs that learned. */
  public int programs() {
    return keys.size();
  }

  /** Traces that were left out, by program. */
  public Map<String, Integer> untrained() {
    return untrained;
  }

  @Override
  public void close() {
    player.close();
  }

  private static void requireRoom(KernelCounters counters) {
    if (counters.pairsFull() + counters.callsFull() + counters.contended() + counters.traitsFull()
        != 0) {
      throw new IllegalStateException(
          "there was no room for all that the programs do: replay fewer of them at once");
    }
  }

  /** Gives out tasks and numbers of traces. */
  private final class Scene implements Stage {
    @Override
    public boolean wants(String label) {
      return label.equals(Trace.TRAIN) == training;
    }

    @Override
    public int begin(Trace trace) {
      if (!wants(trace.label())) {
        return NONE;
      }
      Integer key = keys.get(trace.program());
      if (key == null && !training) {
        untrained.merge(trace.program(), 1, Integer::sum);
        return NONE;
      }
      if (key == null) {
        key = keys.size() + 1;
        keys.put(trace.program(), key);
      }
      int task = task();
      player.begin(task, number(trace), key);
      return task;
    }

    @Override
    public int fork(int parent, Trace trace) {
      if (parent == NONE) {
        return begin(trace);
      }
      int task = task();
      player.fork(parent, task, number(trace));
      return task;
    }

    @Override
    public void call(int process, int code) {
      if (process != NONE) {
        player.call(process, code);
      }
    }

    @Override
    public void signal(int process) {
      if (process != NONE) {
        player.signal(process);
      }
    }

    @Override
    public void end(int process) {
      if (process != NONE) {
        player.end(process);
        free.push(process);
      }
    }

    private int number(Trace trace) {
      traces.put(++lastTrace, trace);
      return lastTrace;
    }

    private int task() {
      if (!free.isEmpty()) {
        return free.pop();
      }
      if (lastTask == TapePlayer.TASKS) {
        throw new IllegalStateException(
            "more than " + TapePlayer.TASKS + " processes at the same time: split the recording");
      }
      return lastTask++;
    }
  }

  /** From numbers back to traces. */
  private final class Told implements TapeListener {
    @Override
    public void found(int trace, TapedAnomaly anomaly) {
      verdicts.anomaly(traces.get(trace), anomaly);
    }

    @Override
    public void ended(int trace, TapedTrace outcome) {
      Trace ended = traces.remove(trace);
      if (!ended.trains()) {
        verdicts.tested(ended, outcome);
      }
    }
  }
}
