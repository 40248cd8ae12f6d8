package dev.phleet.collector.libbpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a program did in the kernel since it was loaded; all zero while the kernel does not measure.
 *
 * @param nanos time it ran, on all CPUs
 * @param count how often it ran
 * @param missed how often it did not run because it ran already
 */
public record RunStatistics(long nanos, long count, long missed) {
  private static final Path SWITCH = Path.of("/proc/sys/kernel/bpf_stats_enabled");

  /** Whether the kernel measures programs now (sysctl kernel.bpf_stats_enabled). */
  public static boolean areMeasured() {
    try {
      return Files.readString(SWITCH).strip().equals("1");
    } catch (IOException hidden) {
      return false;
    }
  }
}
