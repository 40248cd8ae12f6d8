package dev.phleet.lab.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** One process that the lab has started: a JVM on a tether. What it says goes to a file. */
public final class Child {
  private final String name;
  private final Process process;
  private final Path log;

  Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** What the lab calls it, e.g. {@code collector lab-1}. */
  public String name() {
    return name;
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** How it ended; -1 while it runs. */
  public int exitCode() {
    return process.isAlive() ? -1 : process.exitValue();
  }

  /**
   * Reads what it announces on standard output: {@code name=value} lines up to an empty one.
   *
   * @return the announcement; empty when it ended without
   * @throws IOException when its output cannot be read
   */
  public Properties announcement() throws IOException {
    Properties said = new Properties();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.isEmpty()) {
        return said;
      }
      int equals = line.indexOf('=');
      if (equals > 0) {
        said.setProperty(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new Properties();
  }

  /**
   * The end of its log.
   *
   * @param count how many lines at most
   * @return the lines, oldest first
   */
  public List<String> lastLines(int count) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      return List.of("(no log: " + e.getMessage() + ")");
    }
  }

  /** Lets go of it: it ends in order. Returns at once. */
  public void release() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
      process.destroy();
    }
  }

  /**
   * Waits until it has ended; kills it when it takes too long.
   *
   * @param patience how long to wait
   */
  public void awaitEnd(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** Kills it (SIGKILL). */
  public void kill() {
    process.destroyForcibly();
  }
}
