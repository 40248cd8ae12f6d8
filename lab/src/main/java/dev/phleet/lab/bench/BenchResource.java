package dev.phleet.lab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the build put beside the bench: what bpf/bench/build.sh makes. */
final class BenchResource {
  private static final String DIRECTORY = "/dev/phleet/bpf/bench/";

  private BenchResource() {}

  /**
   * All of it.
   *
   * @throws BenchException when this jar was built without it
   */
  static byte[] bytes(String name) throws IOException {
    try (InputStream stream = BenchResource.class.getResourceAsStream(DIRECTORY + name)) {
      if (stream == null) {
        throw new BenchException("the bench's " + name + " was not built into this jar");
      }
      return stream.readAllBytes();
    }
  }

  /** Writes it to a file, in place of what is there. */
  static void copy(String name, Path file) throws IOException {
    Files.write(file, bytes(name));
  }

  /** Writes a program to a file that everybody may execute. */
  static void copyProgram(String name, Path file) throws IOException {
    copy(name, file);
    if (!file.toFile().setExecutable(true, false)) {
      throw new BenchException("cannot make " + file + " executable");
    }
  }
}
