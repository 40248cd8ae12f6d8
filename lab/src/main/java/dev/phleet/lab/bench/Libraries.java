package dev.phleet.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Others' code to compile: libraries of stb (each is a header of C, 400 to 5,000 lines), in the
 * public domain, from Debian's package libstb-dev. Where that is not installed it is downloaded and
 * unpacked for as long as the bench runs.
 */
final class Libraries {
  private static final String PACKAGE = "libstb-dev";
  private static final Path INSTALLED = Path.of("/usr/include/stb");

  /** Those that need nothing to be defined but that they are meant. */
  static final List<String> NAMES =
      List.of(
          "stb_c_lexer",
          "stb_ds",
          "stb_dxt",
          "stb_hexwave",
          "stb_image_resize",
          "stb_image_write",
          "stb_perlin",
          "stb_rect_pack",
          "stb_sprintf",
          "stb_truetype");

  private Libraries() {}

  /**
   * Writes each to a directory, with a file of C that is the library and nothing else.
   *
   * @throws BenchException when they are neither installed nor to be had
   */
  static void copyTo(Path directory) throws IOException {
    Path headers = INSTALLED;
    if (!Files.isDirectory(headers)) {
      Path unpacked = Files.createDirectories(directory.resolve("package"));
      run(unpacked, "apt-get", "download", "-q", PACKAGE);
      run(unpacked, "dpkg", "-x", downloaded(unpacked).toString(), ".");
      headers = unpacked.resolve("usr/include/stb");
    }
    copy(headers, directory);
  }

  /** The same from a directory that has the headers. */
  static void copy(Path headers, Path directory) throws IOException {
    for (String name : NAMES) {
      Files.copy(headers.resolve(name + ".h"), directory.resolve(name + ".h"));
      Files.writeString(
          directory.resolve(name + ".c"),
          "#define %s_IMPLEMENTATION%n#include \"%s.h\"%n"
              .formatted(name.toUpperCase(Locale.ROOT), name));
    }
  }

  private static Path downloaded(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".deb"))
          .findFirst()
          .orElseThrow(() -> unavailable("apt-get left no package"));
    }
  }

  private static void run(Path directory, String... command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (process.waitFor() != 0) {
        throw unavailable(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted");
    } catch (IOException missing) {
      throw unavailable("no " + command[0] + " here");
    }
  }

  private static BenchException unavailable(String why) {
    return new BenchException(
        "nothing to compile for the row compile: %s; install the package %s, or choose other rows"
                .formatted(why, PACKAGE)
            + " with --rows (compile-small needs no package)");
  }
}
