package dev.phleet.collector.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process holds, as the kernel counts it. */
final class ResidentMemory {
  private ResidentMemory() {}

  /** Bytes; 0 when /proc does not say. */
  static long bytes() {
    try {
      return parse(Files.readString(Path.of("/proc/self/status")));
    } catch (IOException unreadable) {
      return 0;
    }
  }

  static long parse(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("\\D", ""))
        .filter(digits -> !digits.isEmpty())
        .mapToLong(digits -> Long.parseLong(digits) * 1024)
        .findFirst()
        .orElse(0);
  }
}
