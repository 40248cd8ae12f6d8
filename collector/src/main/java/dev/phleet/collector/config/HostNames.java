package dev.phleet.collector.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this host calls itself. */
final class HostNames {
  private HostNames() {}

  static String machineId() {
    Path file = Path.of("/etc/machine-id");
    try {
      String id = Files.readString(file).strip();
      if (!id.isEmpty()) {
        return id;
      }
    } catch (IOException absent) {
      throw new ConfigException(
          "host.id is not set and " + file + " cannot be read: set host.id to a stable name");
    }
    throw new ConfigException(
        "host.id is not set and " + file + " is empty: set host.id to a stable name");
  }

  static String name() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException absent) {
      return "unknown";
    }
  }
}
