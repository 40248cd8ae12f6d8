package dev.phleet.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The running load (bpf/bench/load.c): the root of a process tree of its own, which runs every
 * command in a child. Commands and answers are lines.
 */
final class LoadProgram implements AutoCloseable {
  private static final String RESOURCE = "/dev/phleet/bpf/bench/load";

  private final Path executable;
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  private LoadProgram(Path executable, Process process) {
    this.executable = executable;
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
      Path executable = Files.createTempFile("phleet-load-", "");
      copyTo(executable);
      return new LoadProgram(
          executable,
          new ProcessBuilder(executable.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException failed) {
      throw new BenchException("cannot start the bench's load program", failed);
    }
  }

  /** Writes the program to a file, for those who start it themselves. */
  static void copyTo(Path executable) throws IOException {
    try (InputStream program = LoadProgram.class.getResourceAsStream(RESOURCE)) {
      if (program == null) {
        throw new BenchException("the bench's load program was not built into this jar");
      }
      Files.copy(program, executable, StandardCopyOption.REPLACE_EXISTING);
      if (!executable.toFile().setExecutable(true)) {
        throw new BenchException("cannot make " + executable + " executable");
      }
    }
  }

  /** Process id of the root. */
  int pid() {
    return Math.toIntExact(process.pid());
  }

  /**
   * The median time of a getppid call, in nanoseconds, in a fresh child.
   *
   * @param calls calls a chunk
   * @param chunks chunks, of which the median counts
   */
  double getppid(int calls, int chunks) {
    return Double.parseDouble(ask("getppid " + calls + " " + chunks));
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
      Files.deleteIfExists(executable);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
