package dev.phleet.collector.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What the kernel says of the BPF maps of this process: {@code /proc/self/fdinfo}. */
final class MapMemory {
  private static final int ARRAY = 2;
  private static final int TASK_STORAGE = 29;

  private MapMemory() {}

  /** Bytes that all maps use, their overhead included. Up to Linux 6.3 the bytes they may use. */
  static long bytesInUse() {
    return maps().stream().mapToLong(map -> map.get("memlock")).sum();
  }

  /** Bytes of one task's value. */
  static long taskBytes() {
    return maps().stream()
        .filter(map -> map.get("map_type") == TASK_STORAGE)
        .mapToLong(map -> map.get("value_size"))
        .max()
        .orElseThrow();
  }

  /** Bytes of one element of the map of profiles: the largest that any array has. */
  static long profileBytes() {
    return maps().stream()
        .filter(map -> map.get("map_type") == ARRAY && map.get("max_entries") > 1)
        .mapToLong(map -> map.get("value_size"))
        .max()
        .orElseThrow();
  }

  /** Every map once, by its fields that are numbers. */
  private static Collection<Map<String, Long>> maps() {
    Map<Long, Map<String, Long>> byId = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fdinfo"))) {
      for (Path file : files) {
        Map<String, Long> fields = fields(file);
        if (fields.containsKey("map_id")) {
          byId.put(fields.get("map_id"), fields);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return byId.values();
  }

  private static Map<String, Long> fields(Path file) throws IOException {
    Map<String, Long> fields = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).trim();
        if (colon > 0 && value.matches("\\d{1,18}")) {
          fields.put(line.substring(0, colon), Long.parseLong(value));
        }
      }
    } catch (NoSuchFileException closedMeanwhile) {
      return Map.of();
    }
    return fields;
  }
}
