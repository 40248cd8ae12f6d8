package dev.phleet.lab.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session of processes (setsid): its leader and what came of it, also what has lost its parents.
 *
 * @param leader process id of the leader, which is the session's id
 * @param started start of the leader, milliseconds since 1970; tells it from a later process with
 *     the same id
 */
public record Session(long leader, long started) {
  private static final int SESSION_FIELD = 3;

  /**
   * The session of a process that leads one.
   *
   * @param process the leader
   * @return its session
   */
  public static Session of(ProcessHandle process) {
    return new Session(process.pid(), startOf(process));
  }

  static Session parse(String text) {
    String[] parts = text.split("@", 2);
    return new Session(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }

  @Override
  public String toString() {
    return leader + "@" + started;
  }

  /** Ends every process of the session at once. */
  public void kill() {
    Optional<ProcessHandle> handle = ProcessHandle.of(leader);
    if (handle.isPresent() && startOf(handle.get()) != started) {
      return;
    }
    // The leader last: as long as it is there, nobody else can get its id.
    members().stream().filter(p -> p.pid() != leader).forEach(ProcessHandle::destroyForcibly);
    handle.ifPresent(ProcessHandle::destroyForcibly);
  }

  /** The processes of the session that are alive. */
  public List<ProcessHandle> members() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(p -> sessionOf(p.pid()) == leader).collect(Collectors.toList());
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Field "session" of /proc/PID/stat; -1 when the process is gone. */
  private static long sessionOf(long pid) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      // The name, in parentheses, may hold anything: count from behind it.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[SESSION_FIELD]);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
