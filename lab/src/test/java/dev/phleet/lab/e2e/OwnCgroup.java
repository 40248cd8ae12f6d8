package dev.phleet.lab.e2e;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A cgroup below the one of this process, which must be able to make one.
 *
 * @param directory where it is
 */
record OwnCgroup(Path directory) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Makes it.
   *
   * @param name its name
   */
  static OwnCgroup make(String name) throws IOException {
    Path mount =
        field("/proc/self/mounts", line -> line.split(" ", 4)[2].equals("cgroup2"), " ", 1);
    Path own = field("/proc/self/cgroup", line -> line.startsWith("0::"), ":", 2);
    return new OwnCgroup(Files.createDirectory(Path.of(mount.toString(), own.toString(), name)));
  }

  private static Path field(String file, Predicate<String> wanted, String separator, int index)
      throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(wanted)
          .findFirst()
          .map(line -> Path.of(line.split(separator, -1)[index]))
          .orElseThrow(() -> new IOException("no cgroup of version 2 in " + file));
    }
  }

  /** A shell's command line that runs a command in it. */
  String with(String command) {
    return "sh -c 'echo $$ >\"$0/cgroup.procs\" && exec \"$@\"' '%s' %s"
        .formatted(directory, command);
  }

  /** Ends what still runs in it, and removes it. */
  @Override
  public void close() throws IOException {
    for (String pid : Files.readAllLines(directory.resolve("cgroup.procs"))) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (Files.exists(directory)) {
      try {
        Files.delete(directory);
      } catch (FileSystemException stillPopulated) {
        if (System.nanoTime() > deadline) {
          throw stillPopulated;
        }
        LockSupport.parkNanos(10_000_000);
      }
    }
  }
}
