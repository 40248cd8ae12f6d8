package dev.phleet.lab;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one directory of a lab, in the system's directory for temporary files, readable by its owner
 * only. It holds the pid of the lab, so that {@code lab run} finds it and the next lab can remove
 * what a killed one left.
 *
 * @param path where it is
 */
public record LabDirectory(Path path) {
  private static final String PREFIX = "phleet-lab-";
  private static final String PID = "pid";

  /**
   * Makes a new one, and removes those whose lab is gone.
   *
   * @return the directory
   * @throws IOException when it cannot be made
   */
  public static LabDirectory create() throws IOException {
    for (LabDirectory old : all()) {
      if (!old.isInUse()) {
        old.delete();
      }
    }
    LabDirectory made = new LabDirectory(Files.createTempDirectory(PREFIX));
    Files.writeString(made.path.resolve(PID), Long.toString(ProcessHandle.current().pid()));
    return made;
  }

  /** The newest one whose lab is running; empty when there is none. */
  public static Optional<LabDirectory> running() throws IOException {
    return all().stream()
        .filter(LabDirectory::isInUse)
        .max(Comparator.comparingLong(d -> d.path.toFile().lastModified()));
  }

  /** Files of a host. */
  public Path host(String id) throws IOException {
    return Files.createDirectories(path.resolve(id));
  }

  /** Hosts that there are files of. */
  public List<String> hosts() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(e -> Files.exists(commandsOf(e.getFileName().toString())))
          .map(e -> e.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** The pipe for command lines of a host. */
  public Path commandsOf(String host) {
    return path.resolve(host).resolve("commands");
  }

  /** Leaves it for good: no later lab removes it. */
  public void keep() throws IOException {
    Files.delete(path.resolve(PID));
  }

  /** Removes it with all that is in it. */
  public void delete() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // Gone in between: another process was faster.
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path d, IOException e) throws IOException {
            Files.deleteIfExists(d);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static List<LabDirectory> all() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    String me = ProcessHandle.current().info().user().orElse("");
    try (Stream<Path> entries = Files.list(temporary)) {
      return entries
          .filter(e -> e.getFileName().toString().startsWith(PREFIX))
          .filter(e -> isOwnedBy(e, me))
          .map(LabDirectory::new)
          .toList();
    }
  }

  private static boolean isOwnedBy(Path path, String user) {
    try {
      return Files.exists(path.resolve(PID)) && Files.getOwner(path).getName().equals(user);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isInUse() {
    try {
      long pid = Long.parseLong(Files.readString(path.resolve(PID)).strip());
      return ProcessHandle.of(pid).isPresent();
    } catch (IOException | NumberFormatException e) {
      // Being made or being removed right now.
      return true;
    }
  }
}
