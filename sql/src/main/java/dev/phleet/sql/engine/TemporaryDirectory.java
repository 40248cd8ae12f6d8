package dev.phleet.sql.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * For what Flink writes down while it runs, its own jars above all: a directory that nobody else
 * can read, and that goes with the process.
 */
final class TemporaryDirectory implements AutoCloseable {
  private final Path path;

  private TemporaryDirectory(Path path) {
    this.path = path;
  }

  static TemporaryDirectory make() {
    try {
      return new TemporaryDirectory(Files.createTempDirectory("phleet-sql-"));
    } catch (IOException full) {
      throw new SqlException("cannot make a temporary directory: " + full, full);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException inUse) {
      // What is written to at this very moment stays; the system clears its temporary files.
    }
  }
}
