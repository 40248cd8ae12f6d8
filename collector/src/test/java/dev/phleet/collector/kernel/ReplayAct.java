package dev.phleet.collector.kernel;

import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.model.ModelSettings;
import java.util.List;

/** One step of a random history of a few tasks and profiles. */
sealed interface ReplayAct {
  /** A task makes calls. */
  record Calls(int task, List<Integer> codes) implements ReplayAct {}

  /** A task starts a program: the one with this number. */
  record Exec(int task, int program) implements ReplayAct {}

  /** One task becomes the child of another. */
  record Fork(int parent, int child) implements ReplayAct {}

  /** A handler starts in a task. */
  record Signal(int task) implements ReplayAct {}

  /** An administrator does something to a program's profile. */
  record Operate(Operation operation, int program) implements ReplayAct {}

  /** The settings change. */
  record Change(ModelSettings settings) implements ReplayAct {}

  /** Forgotten pairs are freed, which nobody may notice. */
  record Reclaim() implements ReplayAct {}

  /** All profiles go to another detector, and all tasks start afresh there. */
  record Reload() implements ReplayAct {}
}
