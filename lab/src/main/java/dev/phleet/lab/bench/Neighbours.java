package dev.phleet.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Other processes with a program on the same hook. While there is one, no call on the machine is
 * bare: the kernel takes its slow path for every task.
 *
 * <p>A link is a descriptor, and the kernel describes every descriptor in
 * /proc/PID/fdinfo/DESCRIPTOR: {@code tp_name: sys_enter}.
 */
final class Neighbours {
  private static final String ON_THE_HOOK = "tp_name:\tsys_enter";

  private final Path proc;
  private final long self;

  /**
   * Looks into a /proc.
   *
   * @param proc the directory
   * @param self the process that does not count
   */
  Neighbours(Path proc, long self) {
    this.proc = proc;
    this.self = self;
  }

  /** All but this process, on this machine. */
  static Neighbours ofThisProcess() {
    return new Neighbours(Path.of("/proc"), ProcessHandle.current().pid());
  }

  /** Their process ids. */
  List<Long> present() {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid != self && isOnTheHook(process.resolve("fdinfo"))) {
          found.add(pid);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return found;
  }

  private static boolean isOnTheHook(Path descriptors) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : all) {
        if (Files.readString(descriptor).contains(ON_THE_HOOK)) {
          return true;
        }
      }
    } catch (IOException gone) {
      return false; // it ended, or closed the descriptor, while it was looked at
    }
    return false;
  }
}
