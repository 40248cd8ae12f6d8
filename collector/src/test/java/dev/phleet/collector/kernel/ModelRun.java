package dev.phleet.collector.kernel;

import dev.phleet.collector.model.ModelCounters;
import dev.phleet.collector.model.ModelDetector;
import dev.phleet.collector.model.ModelSettings;
import dev.phleet.collector.model.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The model's side of a scenario: everything that it tells, and its counters at every pause. */
final class ModelRun {
  private static final int FIRST_TASK = 1;

  /**
   * A point at which the program waits.
   *
   * @param counters of every profile, when it is reached
   * @param deed what is done then
   * @param settings in force afterwards
   */
  record Pause(Map<String, ModelCounters> counters, Deed deed, ModelSettings settings) {}

  private final ModelDetector detector;
  private final Map<String, Long> keys = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();
  private final List<Pause> pauses = new ArrayList<>();
  private int lastTask = FIRST_TASK;
  private long now;

  private ModelRun(ModelSettings settings) {
    detector = new ModelDetector(settings);
  }

  /** Plays a whole script, whose program is alone and named. */
  static ModelRun of(ModelSettings settings, String program, Script script) {
    ModelRun run = new ModelRun(settings);
    run.detector.exec(FIRST_TASK, run.key(program));
    run.play(FIRST_TASK, Script.ending(script, Sys.EXIT_GROUP));
    run.tell(run.detector.exit(FIRST_TASK));
    return run;
  }

  /** What was told, in words, in order. */
  List<String> told() {
    return List.copyOf(told);
  }

  /** Where the program waited, in order. */
  List<Pause> pauses() {
    return List.copyOf(pauses);
  }

  /** The counters of every profile as they are now. */
  Map<String, ModelCounters> counters() {
    Map<String, ModelCounters> counters = new TreeMap<>();
    keys.forEach((name, key) -> counters.put(name, detector.profile(key).counters()));
    return counters;
  }

  ModelDetector detector() {
    return detector;
  }

  long key(String program) {
    return keys.computeIfAbsent(program, name -> 1L + keys.size());
  }

  private void play(int task, List<Act> acts) {
    for (Act act : acts) {
      if (act instanceof Act.Call call) {
        tell(call(task, call.code()));
      } else if (act instanceof Act.Child child) {
        int id = ++lastTask;
        detector.fork(task, id);
        play(id, child.acts());
        tell(detector.exit(id));
      } else if (act instanceof Act.Handled handled) {
        detector.signal(task);
        play(task, handled.acts());
        tell(detector.signalReturn(task, Sys.RT_SIGRETURN.code(), ++now));
      } else if (act instanceof Act.Exec exec) {
        tell(detector.exec(task, key(exec.program())));
        play(task, exec.acts());
      } else if (act instanceof Act.Pause pause) {
        Map<String, ModelCounters> before = counters();
        operate(pause.deed());
        pauses.add(new Pause(before, pause.deed(), detector.settings()));
      }
    }
  }

  private List<Outcome> call(int task, int code) {
    return detector.call(task, code, ++now);
  }

  private void operate(Deed deed) {
    if (deed instanceof Deed.Operate operate) {
      long key = key(operate.program());
      switch (operate.operation()) {
        case NORMALIZE -> tell(List.of(detector.normalize(key)));
        case TOLERIZE -> tell(List.of(detector.tolerize(key)));
        case SENSITIZE -> tell(List.of(detector.sensitize(key)));
        case RESET -> tell(List.of(detector.reset(key)));
        case IGNORE -> tell(List.of(detector.ignore(key)));
        case WATCH -> tell(List.of(detector.watch(key)));
        case BREAK -> detector.breakWindows(key);
      }
    } else if (deed instanceof Deed.Change change) {
      detector.change(change.change().apply(detector.settings()));
    }
  }

  private void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      told.add(Telling.of(nameOf(outcome.profile()), outcome));
    }
  }

  private String nameOf(long key) {
    return keys.entrySet().stream()
        .filter(entry -> entry.getValue() == key)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
