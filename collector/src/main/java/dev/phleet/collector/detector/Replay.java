package dev.phleet.collector.detector;

import static dev.phleet.collector.layout.Layouts.REPLAY_COMMAND;
import static dev.phleet.collector.layout.Layouts.REPLAY_OUTCOME;

import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.libbpf.BpfMap;
import dev.phleet.collector.libbpf.BpfObject;
import dev.phleet.collector.libbpf.BpfProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs recorded calls through the detector's own step in the kernel, as tasks that exist only here.
 * Nothing has to be attached. Not for use by several threads at once.
 */
public final class Replay {
  /** Most calls in one go. */
  public static final int MOST_CALLS = 4096;

  /** Tasks, numbered from 0. */
  public static final int TASKS = 64;

  private static final int CALLS = 1;
  private static final int EXEC = 2;
  private static final int FORK = 3;
  private static final int SIGNAL = 4;
  private static final int EXIT = 5;

  private final BpfProgram program;
  private final BpfMap calls;
  private final BpfMap outcomes;

  Replay(BpfObject object) {
    program = object.program("replay");
    calls = object.map("replay_calls");
    outcomes = object.map("replay_outcomes");
  }

  /**
   * What came of one call.
   *
   * @param newDistances bit d-1: the pair at distance d was learned
   * @param distances bit d-1: the pair is missing from the test data; an anomaly when not 0
   * @param lfc locality frame count of the task
   * @param maxLfc its highest locality frame count
   * @param state state of the profile after the call
   * @param gramNew whether the gram was learned
   * @param gramMissing whether the gram is missing from the test data
   * @param score of the task, per mille
   * @param setDistance of the task's set of calls when it was last compared, per mille
   */
  public record Outcome(
      int newDistances,
      int distances,
      int lfc,
      int maxLfc,
      ProfileState state,
      boolean gramNew,
      boolean gramMissing,
      int score,
      int setDistance) {}

  /**
   * What a task has come to at its end.
   *
   * @param score per mille
   * @param setDistance distance of its set of calls from the nearest known one, per mille
   */
  public record End(int score, int setDistance) {}

  /** The task starts afresh in the profile of that key, which is made when there is none. */
  public void exec(int task, long profileKey) {
    run(command(EXEC, task).putLong(REPLAY_COMMAND.offset("profile_key"), profileKey));
  }

  /** Task {@code child} becomes a copy of task {@code parent}. */
  public void fork(int parent, int child) {
    run(command(FORK, parent).putInt(REPLAY_COMMAND.offset("child"), child));
  }

  /** A signal handler starts in the task. */
  public void signal(int task) {
    run(command(SIGNAL, task));
  }

  /** What the task has counted is added to its profile, and its set of calls is looked at. */
  public End exit(int task) {
    ByteBuffer after = run(command(EXIT, task));
    return new End(
        after.getInt(REPLAY_COMMAND.offset("score")),
        after.getInt(REPLAY_COMMAND.offset("set_distance")));
  }

  /**
   * The task makes calls.
   *
   * @param task number of the task
   * @param codes codes of the calls, oldest first: 1 + (table << 10 | number); at most {@link
   *     #MOST_CALLS}
   * @param now time of the first call, nanoseconds since boot, each later call 1 ns later; 0: the
   *     real clock
   * @return one outcome a call
   */
  public List<Outcome> calls(int task, List<Integer> codes, long now) {
    for (int i = 0; i < codes.size(); i++) {
      calls.update(bytes(i), bytes(codes.get(i)));
    }
    run(
        command(CALLS, task)
            .putLong(REPLAY_COMMAND.offset("now"), now)
            .putInt(REPLAY_COMMAND.offset("count"), codes.size())
            .putInt(REPLAY_COMMAND.offset("outcomes"), 1));
    List<Outcome> results = new ArrayList<>(codes.size());
    for (int i = 0; i < codes.size(); i++) {
      results.add(outcome(outcomes.lookup(bytes(i)).orElseThrow()));
    }
    return results;
  }

  private ByteBuffer run(ByteBuffer command) {
    byte[] argument = new byte[REPLAY_COMMAND.size()];
    command.get(0, argument);
    int status = program.run(argument);
    ByteBuffer after = ByteBuffer.wrap(argument).order(ByteOrder.nativeOrder());
    int result = after.getInt(REPLAY_COMMAND.offset("result"));
    if (status != 0 || result != 0) {
      throw new IllegalStateException(
          "replay returned " + status + ", result " + result + ": see enum replay_action");
    }
    return after;
  }

  private static ByteBuffer command(int action, int task) {
    return ByteBuffer.allocate(REPLAY_COMMAND.size())
        .order(ByteOrder.nativeOrder())
        .putInt(REPLAY_COMMAND.offset("action"), action)
        .putInt(REPLAY_COMMAND.offset("task"), task);
  }

  private static Outcome outcome(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
    return new Outcome(
        Byte.toUnsignedInt(bytes.get(REPLAY_OUTCOME.offset("new_distances"))),
        Byte.toUnsignedInt(bytes.get(REPLAY_OUTCOME.offset("distances"))),
        Byte.toUnsignedInt(bytes.get(REPLAY_OUTCOME.offset("lfc"))),
        Byte.toUnsignedInt(bytes.get(REPLAY_OUTCOME.offset("max_lfc"))),
        ProfileState.of(bytes.get(REPLAY_OUTCOME.offset("state"))).orElseThrow(),
        bytes.get(REPLAY_OUTCOME.offset("gram_new")) != 0,
        bytes.get(REPLAY_OUTCOME.offset("gram_missing")) != 0,
        Short.toUnsignedInt(bytes.getShort(REPLAY_OUTCOME.offset("score"))),
        Short.toUnsignedInt(bytes.getShort(REPLAY_OUTCOME.offset("set_distance"))));
  }

  private static byte[] bytes(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(value);
    return bytes;
  }
}
