package dev.phleet.collector.context;

import dev.phleet.schemas.event.Ancestor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the context of a process from /proc; a process that is gone has none. */
public final class ContextReader {
  private static final int MOST_ANCESTORS = 8;

  /** Docker, containerd, CRI-O and podman all put the container's 64 hex digits into the path. */
  private static final Pattern CONTAINER = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  private final Path proc;

  /** Over the /proc of this machine. */
  public ContextReader() {
    this(Path.of("/proc"));
  }

  ContextReader(Path proc) {
    this.proc = proc;
  }

  /**
   * Reads the context.
   *
   * @param pid the process
   * @param parentPid its parent when the event happened
   */
  public ProcessContext read(int pid, int parentPid) {
    return new ProcessContext(containerOf(pid), ancestryFrom(parentPid));
  }

  private Optional<String> containerOf(int pid) {
    return text(proc.resolve(pid + "/cgroup")).flatMap(ContextReader::container);
  }

  static Optional<String> container(String cgroupFile) {
    Matcher matcher = CONTAINER.matcher(cgroupFile);
    String last = null;
    // The innermost one: a container may run containers.
    while (matcher.find()) {
      last = matcher.group();
    }
    return Optional.ofNullable(last);
  }

  private List<Ancestor> ancestryFrom(int parentPid) {
    List<Ancestor> ancestry = new ArrayList<>();
    int pid = parentPid;
    while (pid > 0 && ancestry.size() < MOST_ANCESTORS) {
      Optional<String> stat = text(proc.resolve(pid + "/stat"));
      if (stat.isEmpty()) {
        break;
      }
      // pid (comm) state ppid ...; the command name may hold spaces and parentheses itself.
      int open = stat.get().indexOf('(');
      int close = stat.get().lastIndexOf(')');
      if (open < 0 || close < open || close + 4 > stat.get().length()) {
        break;
      }
      String[] rest = stat.get().substring(close + 2).split(" ", 3);
      ancestry.add(new Ancestor(pid, stat.get().substring(open + 1, close), executable(pid)));
      pid = rest.length < 2 || !rest[1].matches("\\d{1,9}") ? 0 : Integer.parseInt(rest[1]);
    }
    return List.copyOf(ancestry);
  }

  private String executable(int pid) {
    try {
      return Files.readSymbolicLink(proc.resolve(pid + "/exe")).toString();
    } catch (IOException none) {
      return null;
    }
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
