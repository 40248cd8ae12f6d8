package dev.phleet.collector.context;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A process as it was seen.
 *
 * @param pid process id
 * @param parentPid its parent at that time; 0 for none
 * @param startedAt when it started, hundredths of a second since boot
 * @param comm command name
 * @param executable path of its executable; null when that cannot be read (a kernel thread)
 */
public record SeenProcess(int pid, int parentPid, long startedAt, String comm, String executable) {
  /** Nanoseconds in the unit of {@code startedAt}: USER_HZ is 100 on every architecture we know. */
  public static final long NANOS = 10_000_000;

  private static final int PARENT = 1;
  private static final int STARTED = 19;

  /** The same process, its first parent being known. */
  SeenProcess startedBy(int firstParent) {
    return new SeenProcess(pid, firstParent, startedAt, comm, executable);
  }

  /** Looks at a process; empty when it is gone. */
  static Optional<SeenProcess> look(Path proc, int pid) {
    Path process = proc.resolve(Integer.toString(pid));
    return ProcFiles.text(process.resolve("stat"))
        .flatMap(stat -> parse(pid, stat, ProcFiles.link(process.resolve("exe")).orElse(null)));
  }

  /** {@code pid (comm) state ppid ...}; the name may hold spaces and parentheses itself. */
  private static Optional<SeenProcess> parse(int pid, String stat, String executable) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    if (open < 0 || close < open || close + 4 > stat.length()) {
      return Optional.empty();
    }
    String[] rest = stat.substring(close + 2).strip().split(" ", -1);
    int parent = (int) number(rest, PARENT);
    return Optional.of(
        new SeenProcess(
            pid, parent, number(rest, STARTED), stat.substring(open + 1, close), executable));
  }

  private static long number(String[] fields, int index) {
    return index < fields.length && fields[index].matches("\\d{1,18}")
        ? Long.parseLong(fields[index])
        : 0;
  }
}
