package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.TAPE_COMMAND;

import dev.phleet.collector.layout.Btf;
import dev.phleet.collector.layout.LayoutCheck;
import dev.phleet.collector.layout.Layouts;
import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.libbpf.BpfProgram;
import dev.phleet.collector.libbpf.MappedArray;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Runs recorded calls through the detector's own step in the kernel, many at a time, as tasks that
 * exist only here. Nothing is attached and nobody is watched: of the object's programs only those
 * that user space runs are loaded. What is played is on a tape, which is run when it is full, at
 * {@link #run()} and before an administrator's operation; only then the {@link TapeListener} is
 * told. Not for use by several threads at once.
 */
public final class TapePlayer implements AutoCloseable {
  /** Tasks at the same time, numbered from 0. */
  public static final int TASKS = 1024;

  /** Steps of one run; what the kernel takes. */
  public static final int STEPS = 65_536;

  /** Of all calls: nothing ripens by waiting. */
  private static final long NOW = 1;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration FOREVER = Duration.ofDays(36_500);

  /** No task can have more. */
  private static final int MOST_LFC = 128;

  private static final int RING_BYTES = 64 << 10;
  private static final Set<String> MAPS =
      Set.of("tape", "tape_tasks", "tape_findings", "tape_ends");
  private static final Set<String> PROGRAMS = Set.of("play", "administer");

  private final BpfObject object;
  private final BpfProgram play;
  private final MappedArray tape;
  private final TapeOutcomes outcomes;
  private final SharedProfiles profiles;
  private int steps;
  private int recordedTask;
  private int playedTask;
  private long calls;
  private long nanos;

  private TapePlayer(BpfObject object, TapeListener listener) {
    this.object = object;
    play = object.program("play");
    tape = new MappedArray(object.map("tape"));
    outcomes = new TapeOutcomes(object, listener);
    profiles = new SharedProfiles(object);
  }

  /**
   * Loads the object that comes with the collector.
   *
   * @param settings of the detector; see {@link #still}
   * @param mostProfiles room for so many programs
   * @throws dev.phleet.collector.layout.LayoutMismatchException when the object is of another build
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses
   */
  public static TapePlayer load(Settings settings, int mostProfiles, TapeListener listener) {
    byte[] elf = ObjectFile.ofThisMachine();
    LayoutCheck.require(Layouts.ALL, Btf.ofObject(elf));
    Limits limits = new Limits(RING_BYTES, mostProfiles);
    BpfObject object = BpfObject.open(elf);
    try {
      limits.applyTo(object);
      object.map("ancestors").setMaxEntries(1);
      for (BpfProgram program : object.programs()) {
        if (!PROGRAMS.contains(program.name())) {
          program.leaveOut();
        }
      }
      List.of("replay_tasks", "replay_calls", "replay_outcomes")
          .forEach(map -> object.map(map).leaveOut());
      object.load();
      object.map(".data.settings").update(new byte[Integer.BYTES], still(settings).toBytes());
      return new TapePlayer(object, listener);
    } catch (RuntimeException failed) {
      object.close();
      throw failed;
    }
  }

  /**
   * Of the settings those that say how a call is judged: what a profile is tested against must not
   * change by itself, neither by waiting nor by what is found.
   */
  private static Settings still(Settings settings) {
    return settings
        .edit()
        .normalWait(FOREVER)
        .anomalyLimit(Integer.MAX_VALUE)
        .tolerizeLimit(MOST_LFC)
        .newSequences(false)
        .anomalyBudget(1, 1)
        .build();
  }

  /** A detector that watches needs nothing of what is here. */
  static void leaveOut(BpfObject object) {
    object.program("play").leaveOut();
    MAPS.forEach(map -> object.map(map).leaveOut());
  }

  /**
   * A trace begins: the task starts afresh in a program.
   *
   * @param task number of the task
   * @param trace number by which the listener is told
   * @param program key of the profile, which is made when there is none
   */
  public void begin(int task, int trace, int program) {
    select(task);
    record(TapeStep.EXEC, program);
    record(TapeStep.TRACE, trace);
  }

  /** A trace begins: task {@code child} goes on as a copy of task {@code parent}. */
  public void fork(int parent, int child, int trace) {
    select(parent);
    record(TapeStep.FORK, child);
    select(child);
    record(TapeStep.TRACE, trace);
  }

  /** The task makes a call; the code is 1 + (table << 10 | number). */
  public void call(int task, int code) {
    select(task);
    record(TapeStep.CALL, code);
    calls++;
  }

  /** A signal handler starts in the task. */
  public void signal(int task) {
    select(task);
    record(TapeStep.SIGNAL, 0);
  }

  /** The task's trace ends. */
  public void end(int task) {
    select(task);
    record(TapeStep.END, 0);
  }

  /** What a program has learned becomes what it is tested against; all before is played first. */
  public void normalize(int program) {
    run();
    OperationResult result = profiles.command(Operation.NORMALIZE.code(), program, 0);
    if (result != OperationResult.DONE) {
      throw new IllegalStateException("cannot normalize profile " + program + ": " + result);
    }
  }

  /** Calls that were recorded so far. */
  public long calls() {
    return calls;
  }

  /** How long the kernel ran for those that were played, in nanoseconds of processor time. */
  public long nanos() {
    return nanos;
  }

  /** What happened since the object was loaded. */
  public KernelCounters counters() {
    byte[] only = new byte[Integer.BYTES];
    return KernelCounters.fromBytes(object.map(".data.counters").lookup(only).orElseThrow());
  }

  /**
   * Plays what is on the tape.
   *
   * @throws IllegalStateException when there is no room for a profile
   */
  public void run() {
    byte[] argument = new byte[TAPE_COMMAND.size()];
    ByteBuffer command = ByteBuffer.wrap(argument).order(ByteOrder.nativeOrder());
    int position = 0;
    while (position < steps) {
      command.putLong(TAPE_COMMAND.offset("now"), NOW);
      command.putInt(TAPE_COMMAND.offset("count"), steps - position);
      command.putInt(TAPE_COMMAND.offset("position"), position);
      command.putInt(TAPE_COMMAND.offset("task"), playedTask);
      long start = THREADS.getCurrentThreadCpuTime();
      int status = play.run(argument);
      nanos += THREADS.getCurrentThreadCpuTime() - start;
      outcomes.tell(
          command.getInt(TAPE_COMMAND.offset("findings")),
          command.getInt(TAPE_COMMAND.offset("ends")));
      require(status, TapeResult.of(command.getInt(TAPE_COMMAND.offset("result"))));
      int reached = command.getInt(TAPE_COMMAND.offset("position"));
      if (reached == position) {
        throw new IllegalStateException("play took no step at " + position);
      }
      position = reached;
      playedTask = command.getInt(TAPE_COMMAND.offset("task"));
    }
    steps = 0;
  }

  @Override
  public void close() {
    tape.close();
    outcomes.close();
    object.close();
  }

  private void select(int task) {
    if (task != recordedTask) {
      record(TapeStep.TASK, task);
      recordedTask = task;
    }
  }

  private void record(TapeStep step, int operand) {
    if (steps == STEPS) {
      run();
    }
    tape.bytes().putLong(steps * Long.BYTES, (long) step.code() << Integer.SIZE | operand);
    steps++;
  }

  private static void require(int status, TapeResult result) {
    if (result == TapeResult.NO_PROFILE) {
      throw new IllegalStateException("there is no room for so many programs");
    }
    if (status != 0 || (result != TapeResult.DONE && result != TapeResult.FULL)) {
      throw new IllegalStateException("play returned " + status + " and came to " + result);
    }
  }
}
