package dev.phleet.lab.demo;

import dev.phleet.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The program of the demonstration (src/main/c/demo/greet.c), as a fresh file: a new inode, so a
 * new profile on every host, and one executable id for all of them, which no program had before:
 * what an analyzer knows of an earlier demonstration is of another program.
 *
 * @param path where it is
 */
public record Program(Path path) {
  private static final String RESOURCE = "/dev/phleet/lab/demo/greet";

  /**
   * Copies it out of the jar.
   *
   * @param directory where to
   * @return the program
   * @throws IOException when it cannot be written
   */
  public static Program copyTo(Path directory) throws IOException {
    Path path = directory.toRealPath().resolve("greet");
    try (InputStream in = Program.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new LabException(
            LabException.FAILED, "the demonstration's program was not built into this jar");
      }
      Files.copy(in, path);
    }
    // What stands behind the last section is never loaded.
    Files.writeString(path, UUID.randomUUID().toString(), StandardOpenOption.APPEND);
    if (!path.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + path + " executable");
    }
    return new Program(path);
  }

  /** A shell's command line that runs it as it is always run, so many times. */
  public String normally(int times) {
    return "i=0; while [ $i -lt %d ]; do '%s'; i=$((i+1)); done".formatted(times, path);
  }

  /** A shell's command line that makes it write twice. */
  public String writingTwice() {
    return "'%s' 'And now it does another.'".formatted(path);
  }
}
