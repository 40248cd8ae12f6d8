package dev.phleet.examples;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program that a test has started: what it prints, line by line, and how it ends. */
final class Program implements AutoCloseable {
  /** The directory of the examples. */
  static final Path EXAMPLES = Path.of("").toAbsolutePath();

  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private final Thread reader;

  private Program(Process process) {
    this.process = process;
    reader = new Thread(this::read, "output of " + process.pid());
    reader.start();
  }

  /** Starts one in the directory of the examples; both of its outputs are read together. */
  static Program start(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(EXAMPLES.toFile()).redirectErrorStream(true);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Program(process);
  }

  /** The command that runs a Java program from its source, as the README has it. */
  static List<String> java(Path source, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.add(source.toString());
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** The same program as the build has compiled it, which starts sooner. */
  static List<String> compiled(Class<?> program, String... arguments) {
    List<String> command = java(Path.of(program.getName()), arguments);
    int classPath = command.indexOf("-cp") + 1;
    command.set(classPath, EXAMPLES.resolve("target/classes") + File.pathSeparator + classPath());
    return command;
  }

  /**
   * What './phleet classpath' prints, as far as the tests have it: without the compiled examples,
   * and without logback, which would log everything.
   */
  static String classPath() {
    return classPathWithLog()
        .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("logback-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What the tests run with, without the compiled examples. */
  static Stream<String> classPathWithLog() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(EXAMPLES.resolve("target")));
  }

  /** A Python that has the libraries that the example needs. */
  static String python() throws IOException, InterruptedException {
    for (String python : List.of("/usr/bin/python3", "python3")) {
      Process test =
          new ProcessBuilder(python, "-c", "import avro, confluent_kafka")
              .redirectErrorStream(true)
              .start();
      test.getInputStream().readAllBytes();
      if (test.waitFor() == 0) {
        return python;
      }
    }
    throw new AssertionError(
        "no Python here has avro and confluent_kafka: install Debian's python3-avro and"
            + " python3-confluent-kafka, as './phleet test' does");
  }

  private void read() {
    try (InputStream in = process.getInputStream();
        BufferedReader text =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("the output cannot be read: " + e);
    }
  }

  /** Waits until it has printed a line; returns that line. */
  String await(Predicate<String> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError("waited in vain; it said " + seen);
      }
      seen.add(line);
      if (wanted.test(line)) {
        return line;
      }
    }
  }

  /** Waits until it has ended; returns all that it printed. */
  List<String> output() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end; it said " + seen + lines);
    }
    reader.join();
    lines.drainTo(seen);
    return List.copyOf(seen);
  }

  /** All that it has printed so far and a test has waited for. */
  List<String> seen() {
    return List.copyOf(seen);
  }

  /** All that it has printed so far. */
  List<String> drain() {
    lines.drainTo(seen);
    return List.copyOf(seen);
  }

  /** Its exit code, once it has ended. */
  int code() {
    return process.exitValue();
  }

  /** Kills it, as a machine that loses its power does. */
  void kill() {
    process.destroyForcibly();
  }

  /** Asks it to end, and sees to it that it does. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      process.waitFor();
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Text of a file of the examples. */
  static String text(String file) {
    try {
      return Files.readString(EXAMPLES.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
