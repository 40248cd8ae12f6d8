package dev.phleet.lab.tree;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A named pipe through which other processes put command lines into a tree: what {@code phleet lab
 * run} writes to, and what anybody can {@code echo} to.
 */
public final class CommandPipe {
  private final Path path;

  private CommandPipe(Path path) {
    this.path = path;
  }

  /**
   * Makes the pipe and forwards each of its lines to a tree, until this JVM ends.
   *
   * @param path where
   * @param tree the tree
   * @return the pipe
   * @throws IOException when it cannot be made
   */
  public static CommandPipe open(Path path, Tree tree) throws IOException {
    make(path);
    Thread forward = new Thread(() -> forward(path, tree), "commands " + path.getFileName());
    forward.setDaemon(true);
    forward.start();
    return new CommandPipe(path);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Makes a named pipe that only its owner can use.
   *
   * @param path where
   * @throws IOException when it cannot be made
   */
  public static void make(Path path) throws IOException {
    Process mkfifo = new ProcessBuilder("mkfifo", "-m", "600", path.toString()).inheritIO().start();
    try {
      if (mkfifo.waitFor() != 0) {
        throw new IOException("cannot make the named pipe " + path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void forward(Path path, Tree tree) {
    // Open for writing too, so that the pipe does not end with its first writer.
    try (RandomAccessFile pipe = new RandomAccessFile(path.toFile(), "rw");
        FileInputStream bytes = new FileInputStream(pipe.getFD());
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        tree.run(line);
      }
    } catch (IOException e) {
      // The tree has ended; whoever watches the children says so.
      return;
    }
  }
}
