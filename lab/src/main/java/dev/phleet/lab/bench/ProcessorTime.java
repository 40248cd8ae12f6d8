package dev.phleet.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processor time of a process at one moment.
 *
 * @param spent nanoseconds on any processor, all threads together, in user space and kernel
 * @param at when, by System.nanoTime()
 */
record ProcessorTime(long spent, long at) {
  /** USER_HZ: the unit of /proc/PID/stat on every architecture that phleet runs on. */
  private static final long TICK = TimeUnit.SECONDS.toNanos(1) / 100;

  private static final int USER = 11;
  private static final int SYSTEM = 12;

  /** Reads a process's account of its time, threads that ended included. */
  static ProcessorTime ofProcess(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"));
    return new ProcessorTime(parse(stat) * TICK, System.nanoTime());
  }

  /**
   * Reads the account of a process's threads whose names begin alike; only those that live.
   *
   * @param name beginning of the name; the kernel keeps 15 characters
   */
  static ProcessorTime ofThreads(Path process, String name) throws IOException {
    long ticks = 0;
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      for (Path thread : threads.toList()) {
        if (Files.readString(thread.resolve("comm")).startsWith(name)) {
          ticks += parse(Files.readString(thread.resolve("stat")));
        }
      }
    }
    return new ProcessorTime(ticks * TICK, System.nanoTime());
  }

  /** Ticks of user and system time in the text of a stat file. */
  static long parse(String stat) {
    // The command name before the last parenthesis may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
  }

  /** Time spent from then to now, in microseconds for each of so many. */
  double microsSince(ProcessorTime earlier, long each) {
    return (spent - earlier.spent) / 1e3 / each;
  }

  /** Time spent from then to now, in percent of one core. */
  double percentSince(ProcessorTime earlier) {
    return 100.0 * (spent - earlier.spent) / (at - earlier.at);
  }
}
