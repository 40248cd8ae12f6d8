package dev.phleet.collector.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Copies of the test program: each is an executable, and so a profile, of its own. */
final class Programs implements AutoCloseable {
  private static final Path BUILT = Path.of("target", "test-programs");

  private final Path directory;

  Programs() {
    try {
      directory = Files.createTempDirectory(BUILT.toAbsolutePath(), "copies");
    } catch (IOException failed) {
      throw new UncheckedIOException("the test programs are not built", failed);
    }
  }

  /** The copy with this name, made when it is first asked for. */
  Path program(String name) {
    Path copy = directory.resolve(name);
    try {
      if (!Files.exists(copy)) {
        Files.copy(BUILT.resolve("exercise"), copy);
        if (!copy.toFile().setExecutable(true)) {
          throw new IOException("cannot make " + copy + " executable");
        }
      }
      return copy;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
