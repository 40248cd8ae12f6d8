package dev.phleet.collector.replay;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A task in strace's output: where its calls go, and which signals it handles. */
final class StraceTask {
  private static final Pattern ACTION =
      Pattern.compile("(SIG[A-Z0-9_+]+), \\{sa_(?:handler|sigaction)=(\\w+).*");
  private static final Pattern PATH =
      Pattern.compile("(?:AT_FDCWD, |\\d+[^,]*, )?\"((?:[^\"\\\\]|\\\\.)*)\".*");

  private final int pid;
  private final Set<String> handled;
  private String program;
  private int programs;
  private int process = Stage.NONE;
  private boolean started;
  private boolean compat;
  private Optional<String> execPath = Optional.empty();

  /** Of the call that it entered last. */
  private String arguments = "";

  private StraceTask(int pid, String program, Set<String> handled) {
    this.pid = pid;
    this.program = program;
    this.handled = handled;
  }

  /** A task whose start is not in the recording. */
  static StraceTask found(int pid, String program) {
    return new StraceTask(pid, program, new HashSet<>());
  }

  /** A child, which goes on as this task does. */
  StraceTask fork(int child, String label, Stage stage) {
    boolean sharesHandlers = arguments.contains("CLONE_SIGHAND");
    StraceTask task =
        new StraceTask(child, program, sharesHandlers ? handled : new HashSet<>(handled));
    task.compat = compat;
    if (started) {
      task.process = stage.fork(process, task.next(label));
      task.started = true;
    }
    return task;
  }

  /** It calls; an execve with which it appears is what started it, and no call of its program. */
  void call(String name, int code, String text, String label, Stage stage) {
    boolean execs = name.equals("execve") || name.equals("execveat");
    arguments = text;
    execPath = execs ? path(text) : Optional.empty();
    if (!(execs && !started)) {
      record(code, label, stage);
    }
    Matcher action = ACTION.matcher(text);
    if (name.equals("rt_sigaction") && action.matches()) {
      boolean handles = !action.group(2).equals("SIG_DFL") && !action.group(2).equals("SIG_IGN");
      note(action.group(1), handles);
    }
  }

  private void note(String signal, boolean handles) {
    if (handles) {
      handled.add(signal);
    } else {
      handled.remove(signal);
    }
  }

  /** An execve that it called has succeeded. */
  void startProgram(String label, Stage stage) {
    end(stage);
    program = execPath.orElse(program);
    handled.clear();
    process = stage.begin(next(label));
    started = true;
    execPath = Optional.empty();
  }

  /** The path of the execve that it is in. */
  Optional<String> execPath() {
    return execPath;
  }

  /** It is in the execve that another of its threads called. */
  void takeExec(Optional<String> path) {
    execPath = path;
  }

  void signal(String name, Stage stage) {
    if (started && handled.contains(name)) {
      stage.signal(process);
    }
  }

  void end(Stage stage) {
    if (started) {
      stage.end(process);
      started = false;
    }
  }

  void setCompat(boolean compat) {
    this.compat = compat;
  }

  boolean isCompat() {
    return compat;
  }

  private void record(int code, String label, Stage stage) {
    if (!started) {
      process = stage.begin(next(label));
      started = true;
    }
    stage.call(process, code);
  }

  private Trace next(String label) {
    programs++;
    String number = pid == 0 ? "main" : Integer.toString(pid);
    return new Trace(label, program, programs == 1 ? number : number + "." + programs);
  }

  private static Optional<String> path(String text) {
    Matcher path = PATH.matcher(text);
    return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
  }
}
