package dev.phleet.lab.tree;

import dev.phleet.lab.child.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One process tree: a shell that reads command lines from the lab. Everything it starts is a
 * descendant of it, and ends with it.
 */
public final class Tree implements AutoCloseable {
  private final Process shell;
  private final Session session;

  private Tree(Process shell) {
    this.shell = shell;
    this.session = Session.of(shell.toHandle());
  }

  /**
   * Starts the shell in a session of its own.
   *
   * @param output file for what the programs print
   * @return the tree
   * @throws IOException when it cannot be started
   */
  public static Tree start(Path output) throws IOException {
    ProcessBuilder.Redirect file = ProcessBuilder.Redirect.appendTo(output.toFile());
    return new Tree(
        new ProcessBuilder("setsid", "/bin/sh").redirectOutput(file).redirectError(file).start());
  }

  /** Process id of the root. */
  public long pid() {
    return shell.pid();
  }

  /** Its session, for those who must end it when the lab cannot. */
  public Session session() {
    return session;
  }

  /**
   * Runs a command line in the tree, after those before it.
   *
   * @param line for the shell, without a line break
   * @throws IOException when the shell has ended
   */
  public void run(String line) throws IOException {
    OutputStream commands = shell.getOutputStream();
    synchronized (commands) {
      commands.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      commands.flush();
    }
  }

  /** Whether the root runs. */
  public boolean isAlive() {
    return shell.isAlive();
  }

  /** Ends everything in it. */
  @Override
  public void close() {
    session.kill();
  }
}
