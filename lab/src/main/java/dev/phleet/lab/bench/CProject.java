package dev.phleet.lab.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A project in C that is compiled to see what a compiler takes.
 *
 * @param directory where its sources and its build.sh are
 * @param compiler the compiler's command
 * @param sources what they are, in some words
 */
record CProject(Path directory, String compiler, String sources) {
  private static final String OWN = "project/";
  private static final String BUILD = "build.sh";
  private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

  /**
   * The load program itself, file by file and linked, once without and once with optimisation. With
   * gcc that is twelve times the driver, and for each the compiler proper and the assembler, or the
   * linker: files so small leave the compiler less to do between its calls than a large project
   * would.
   *
   * @param directory to which it is written; it is created
   * @throws BenchException when this machine has no compiler
   */
  static CProject small(Path directory) throws IOException {
    String compiler = findCompiler();
    Files.createDirectories(directory);
    String list = new String(BenchResource.bytes(OWN + "files"), StandardCharsets.UTF_8);
    for (String name : list.lines().toList()) {
      BenchResource.copy(OWN + name, directory.resolve(name));
    }
    return new CProject(
        directory, compiler, "phleet's own load program, 5 files in C, at -O0 and at -O2");
  }

  /**
   * {@link Libraries}, file by file and put together, with optimisation.
   *
   * @param directory to which they are written; it is created
   * @throws BenchException when this machine has no compiler, or they are not to be had
   */
  static CProject large(Path directory) throws IOException {
    String compiler = findCompiler();
    Files.createDirectories(directory);
    BenchResource.copy("libraries.sh", directory.resolve(BUILD));
    Libraries.copyTo(directory);
    return new CProject(
        directory,
        compiler,
        "%d libraries of stb (Debian's libstb-dev), at -O2".formatted(Libraries.NAMES.size()));
  }

  /** What is compiled by what, in a line. */
  String description() {
    return sources + ", with " + version();
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

  private static String findCompiler() {
    return COMPILERS.stream()
        .filter(CProject::isOnPath)
        .findFirst()
        .orElseThrow(
            () ->
                new BenchException(
                    "no C compiler (cc, gcc, clang) on the PATH for the rows compile and"
                        + " compile-small; install one, or choose other rows with --rows"));
  }

  private static boolean isOnPath(String command) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
  }
}
