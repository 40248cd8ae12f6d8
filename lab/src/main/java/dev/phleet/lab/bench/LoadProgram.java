package dev.phleet.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The running load (bpf/bench/load.c): the root of a process tree of its own, which runs every
 * command in a child. Commands and answers are lines.
 */
final class LoadProgram implements AutoCloseable {
  private static final String LOAD = "load";
  private static final String HELLO = "hello";

  private final Path directory;
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;
  private final Map<OverheadRow, CProject> projects = new EnumMap<>(OverheadRow.class);

  private LoadProgram(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
    commands = process.outputWriter();
    answers = process.inputReader();
  }

  /**
   * Starts it; it waits for commands.
   *
   * @throws BenchException when it cannot be started
   */
  static LoadProgram start() {
    try {
      Path directory = Files.createTempDirectory("phleet-load-");
      copyTo(directory.resolve(LOAD));
      BenchResource.copyProgram(HELLO, directory.resolve(HELLO));
      return new LoadProgram(
          directory,
          new ProcessBuilder(directory.resolve(LOAD).toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException failed) {
      throw new BenchException("cannot start the bench's load program", failed);
    }
  }

  /** Writes the program to a file, for those who start it themselves. */
  static void copyTo(Path executable) throws IOException {
    BenchResource.copyProgram(LOAD, executable);
  }

  /** Process id of the root. */
  int pid() {
    return Math.toIntExact(process.pid());
  }

  /**
   * What a row takes, in nanoseconds, in a fresh child: a value for each of its measures.
   *
   * @param row what is done
   * @param calls how often in a chunk
   * @param chunks chunks, of which the median counts
   * @throws BenchException when this machine cannot do it
   */
  List<Double> measure(OverheadRow row, int calls, int chunks) {
    String answer =
        ask(
            switch (row) {
              case THREADS -> "threads %d %d".formatted(calls, chunks);
              case COMPILE, COMPILE_SMALL ->
                  "compile %s %s %d"
                      .formatted(project(row).directory(), project(row).compiler(), calls);
              default ->
                  "row %s %d %d %s".formatted(row.label(), calls, chunks, directory.resolve(HELLO));
            });
    List<Double> values = Arrays.stream(answer.split(" ", -1)).map(Double::valueOf).toList();
    if (values.size() != row.measures().size()) {
      throw new BenchException(
          "the load program answered '" + answer + "' to the row " + row.label());
    }
    return values;
  }

  /** What a row compiles, of those that compile; unpacked when it is first asked for. */
  CProject project(OverheadRow row) {
    return projects.computeIfAbsent(row, this::unpack);
  }

  private CProject unpack(OverheadRow row) {
    Path place = directory.resolve(row.label());
    try {
      return row == OverheadRow.COMPILE ? CProject.large(place) : CProject.small(place);
    } catch (IOException failed) {
      throw new BenchException("cannot write what is to be compiled", failed);
    }
  }

  /** Makes so many distinct calls, over and over, in the same order or in the opposite one. */
  void distinct(int count, boolean backward) {
    String answer = ask("distinct " + count + (backward ? " backward" : " forward"));
    if (!answer.equals(Integer.toString(count))) {
      throw new BenchException("the load program answered '" + answer + "' to " + count);
    }
  }

  private String ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new BenchException("the load program ended during '" + command + "'");
      }
      return answer;
    } catch (IOException failed) {
      throw new BenchException("the load program did not answer '" + command + "'", failed);
    }
  }

  /** Ends the tree: the root ends when its input does, and it has no children between commands. */
  @Override
  public void close() {
    try {
      commands.close();
      process.waitFor();
      remove();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void remove() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
