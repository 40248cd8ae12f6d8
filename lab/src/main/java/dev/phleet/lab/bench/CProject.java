package dev.phleet.lab.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A small project in C that is compiled to see what a compiler takes: the load program itself, from
 * its sources, file by file and linked, once without and once with optimisation. With gcc that is
 * ten times the driver, and for each the compiler proper and the assembler, or the linker: files so
 * small leave the compiler less to do between its calls than a large project would.
 *
 * @param directory where its sources and its build.sh are
 * @param compiler the compiler's command
 */
record CProject(Path directory, String compiler) {
  private static final String RESOURCES = "project/";
  private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

  /**
   * Writes it to a directory, which is created.
   *
   * @throws BenchException when this machine has no compiler
   */
  static CProject unpack(Path directory) throws IOException {
    String compiler =
        COMPILERS.stream()
            .filter(CProject::isOnPath)
            .findFirst()
            .orElseThrow(
                () ->
                    new BenchException(
                        "no C compiler (cc, gcc, clang) on the PATH for the row compile; install"
                            + " one, or choose other rows with --rows"));
    Files.createDirectories(directory);
    String list = new String(BenchResource.bytes(RESOURCES + "files"), StandardCharsets.UTF_8);
    for (String name : list.lines().toList()) {
      BenchResource.copy(RESOURCES + name, directory.resolve(name));
    }
    return new CProject(directory, compiler);
  }

  /** What is compiled by what, in a line. */
  String description() {
    return "phleet's own load program, 4 files in C, at -O0 and at -O2, with " + version();
  }

  private String version() {
    try {
      Process process =
          new ProcessBuilder(compiler, "--version")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return printed.lines().findFirst().orElse(compiler);
    } catch (IOException unknown) {
      return compiler;
    }
  }

  private static boolean isOnPath(String command) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
  }
}
