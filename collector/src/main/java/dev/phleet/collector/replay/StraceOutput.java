package dev.phleet.collector.replay;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code strace -f} prints, to a file or to the terminal, with or without times. A call counts
 * where it is entered, as for the detector. A task's trace has its number as id, with the number of
 * the program behind a dot from the second program on.
 */
final class StraceOutput implements Recording.Format {
  private static final String TESTED = "recorded";
  private static final int NO_NUMBER = 0;

  private final CallTexts calls;
  private final String label;
  private final String unknownProgram;
  private final StraceForks forks;
  private final Map<Integer, StraceTask> tasks = new HashMap<>();

  /** Children that spoke before their parent's fork had returned. */
  private final Set<Integer> early = new HashSet<>();

  /**
   * Plays nothing yet.
   *
   * @param forks those of the same file
   * @param unknownProgram what a task runs that did not start in the recording
   */
  StraceOutput(CallTexts calls, boolean trains, String unknownProgram, StraceForks forks) {
    this.calls = calls;
    this.label = trains ? Trace.TRAIN : TESTED;
    this.unknownProgram = unknownProgram;
    this.forks = forks;
  }

  static boolean isOne(String line) {
    return StraceLine.parse(line).isPresent();
  }

  @Override
  public void play(Lines lines, Stage stage) throws IOException {
    for (String text = StraceLine.next(lines); text != null; text = StraceLine.next(lines)) {
      if (!text.isBlank()) {
        StraceLine line =
            StraceLine.parse(text)
                .orElseThrow(() -> lines.wrong("this is no line of strace's output"));
        play(line, lines, stage);
      }
    }
    tasks.values().forEach(task -> task.end(stage));
  }

  private void play(StraceLine line, Lines lines, Stage stage) {
    switch (line.kind()) {
      case CALL -> call(line, lines, stage);
      case RESUMED -> finish(line, line.name(), stage);
      case SIGNAL -> task(line.pid(), stage).signal(line.name(), stage);
      case EXIT -> end(line.pid(), stage);
      case SUPERSEDED -> supersede(line.pid(), stage);
      case COMPAT, NATIVE ->
          task(line.pid(), stage).setCompat(line.kind() == StraceLine.Kind.COMPAT);
      case OTHER -> {}
    }
  }

  private void call(StraceLine line, Lines lines, Stage stage) {
    StraceTask task = task(line.pid(), stage);
    int code = task.isCompat() ? calls.compatCode(line.name()) : calls.code(line.name());
    if (code == CallTexts.UNKNOWN && line.name().startsWith("syscall_0x")) {
      code = calls.code(Integer.parseInt(line.name().substring("syscall_0x".length()), 16));
    }
    if (code == CallTexts.UNKNOWN) {
      throw lines.wrong(calls.complaint(line.name()));
    }
    task.call(line.name(), code, line.text(), label, stage);
    finish(line, line.name(), stage);
  }

  /** What follows from the result of a call, where the line has it. */
  private void finish(StraceLine line, String name, Stage stage) {
    Optional<Integer> result = line.result();
    if (result.isEmpty()) {
      return;
    }
    StraceTask task = task(line.pid(), stage);
    if (name.startsWith("execve") && result.get() == 0) {
      task.startProgram(label, stage);
    } else if (StraceForks.isFork(name) && result.get() > 0 && !early.remove(result.get())) {
      // The child has not spoken yet, and the parent's window ends with this call still.
      forks.takeParent(result.get());
      fork(task, result.get(), stage);
    }
  }

  /** The task of a number; a new one is a child of the one that the file names. */
  private StraceTask task(int pid, Stage stage) {
    Optional<StraceTask> known = known(pid);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<StraceTask> parent = forks.takeParent(pid).flatMap(this::known);
    if (parent.isPresent()) {
      early.add(pid);
      return fork(parent.get(), pid, stage);
    }
    StraceTask found = StraceTask.found(pid, unknownProgram);
    tasks.put(pid, found);
    return found;
  }

  /** On a terminal the numbers are left out while there is only one task. */
  private Optional<StraceTask> known(int pid) {
    if (pid == NO_NUMBER && !tasks.containsKey(pid) && tasks.size() == 1) {
      return tasks.values().stream().findFirst();
    } else if (pid != NO_NUMBER && !tasks.containsKey(pid) && !forks.isChild(pid)) {
      Optional.ofNullable(tasks.remove(NO_NUMBER)).ifPresent(first -> tasks.put(pid, first));
    }
    return Optional.ofNullable(tasks.get(pid));
  }

  private StraceTask fork(StraceTask parent, int child, Stage stage) {
    StraceTask task = parent.fork(child, label, stage);
    tasks.put(child, task);
    return task;
  }

  private void end(int pid, Stage stage) {
    known(pid)
        .ifPresent(
            task -> {
              tasks.values().remove(task);
              task.end(stage);
            });
  }

  /** The thread that called execve goes on under the number of the first thread. */
  private void supersede(int pid, Stage stage) {
    StraceTask leader = tasks.get(pid);
    if (leader == null) {
      return;
    }
    tasks.entrySet().stream()
        .filter(entry -> entry.getKey() != pid && entry.getValue().execPath().isPresent())
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(
            caller -> {
              leader.takeExec(tasks.get(caller).execPath());
              end(caller, stage);
            });
  }
}
