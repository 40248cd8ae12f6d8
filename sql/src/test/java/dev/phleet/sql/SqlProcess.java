package dev.phleet.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code phleet sql} in a process of its own, as the launcher starts it. */
final class SqlProcess implements AutoCloseable {
  private static final Path OPTIONS =
      Path.of("src", "main", "resources", "dev", "phleet", "sql", "jvm.options");

  private final Process process;
  private final BufferedReader output;
  private final Path errors;

  private SqlProcess(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  /**
   * Starts it.
   *
   * @param temporary where it keeps temporary files
   */
  static SqlProcess start(Path temporary, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + OPTIONS.toAbsolutePath());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add("sql");
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("errors", ".txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    return new SqlProcess(process, errors);
  }

  /** The next line that it prints; null when it has ended. */
  String line() throws IOException {
    return output.readLine();
  }

  /** What is still to be read, to its end. */
  List<String> lines() throws IOException {
    try (Stream<String> lines = output.lines()) {
      return lines.toList();
    }
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  /** As Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  /** Addresses on which it listens, in hexadecimal as the kernel shows them. */
  List<String> listens() throws IOException {
    List<String> inodes = new ArrayList<>();
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
      for (Path file : files.toList()) {
        String target = Files.readSymbolicLink(file).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    List<String> addresses = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : Files.readAllLines(proc.resolve(table))) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length > 9 && columns[3].equals("0A") && inodes.contains(columns[9])) {
          addresses.add(columns[1].substring(0, columns[1].indexOf(':')));
        }
      }
    }
    return addresses;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
