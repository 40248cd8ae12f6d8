package dev.phleet.collector.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that runs the test program, and waits where its script says so. */
final class Subject implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;

  private Subject(Process process) {
    this.process = process;
  }

  static Subject start(Path program, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(words);
    try {
      return new Subject(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot start " + command, failed);
    }
  }

  int pid() {
    return Math.toIntExact(process.pid());
  }

  /** Lets the program go on from where it waits. */
  void release() {
    try {
      process.getOutputStream().write('.');
      process.getOutputStream().flush();
    } catch (IOException failed) {
      throw new UncheckedIOException("the program is gone", failed);
    }
  }

  /** Returns once the program has said that it waits, and does. */
  void awaitPause() {
    try {
      if (process.getInputStream().read() != '.') {
        throw new IllegalStateException("the program ended before its pause");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    awaitRead();
  }

  /** Returns once the program is inside of read(). */
  void awaitRead() {
    await("the program waits", () -> currentCall().startsWith(Sys.READ.number() + " "));
  }

  int awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the program does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
    return process.exitValue();
  }

  /** Ends the program without a last call of its own. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits until something holds; it is looked at again and again. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited in vain until " + what);
      }
      Thread.onSpinWait();
    }
  }

  private String currentCall() {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "syscall"));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
