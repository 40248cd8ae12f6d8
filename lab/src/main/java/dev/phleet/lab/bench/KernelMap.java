package dev.phleet.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A BPF map as the kernel describes it, and what it counts as the map's memory, in
 * /proc/PID/fdinfo/DESCRIPTOR. From Linux 6.4 on that memory is the elements that are there;
 * before, it was an estimate of a full map.
 *
 * @param type number of its {@code enum bpf_map_type}
 * @param keySize bytes
 * @param valueSize bytes
 * @param maxEntries capacity
 * @param memory bytes
 */
record KernelMap(int type, int keySize, int valueSize, long maxEntries, long memory) {
  static final int HASH = 1;
  static final int ARRAY = 2;
  static final int TASK_STORAGE = 29;

  /** struct htab_elem before the key, and the pointer that the allocator keeps before that. */
  private static final int ELEMENT_HEADER = 48;

  private static final int ALLOCATOR_HEADER = 8;

  /** The maps that a process has open, by their number in the kernel. */
  static Map<Integer, KernelMap> ofProcess(Path process) {
    Map<Integer, KernelMap> maps = new TreeMap<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fdinfo"))) {
      for (Path descriptor : descriptors) {
        Map<String, Long> fields = fields(descriptor);
        parse(fields).ifPresent(map -> maps.put(fields.get("map_id").intValue(), map));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return maps;
  }

  /** Bytes that one element of a hash map asks for, which is what the kernel counts. */
  int elementSize() {
    return ALLOCATOR_HEADER + ELEMENT_HEADER + roundUp(keySize) + roundUp(valueSize);
  }

  /** Bytes that one element of a hash map takes in the kernel: the size of its slab. */
  int slabSize() {
    for (int slab : new int[] {16, 32, 64, 96, 128, 192, 256}) {
      if (elementSize() <= slab) {
        return slab;
      }
    }
    return Integer.highestOneBit(elementSize() - 1) << 1;
  }

  private static int roundUp(int size) {
    return (size + 7) / 8 * 8;
  }

  private static Optional<KernelMap> parse(Map<String, Long> fields) {
    if (!fields.containsKey("map_id")) {
      return Optional.empty();
    }
    return Optional.of(
        new KernelMap(
            fields.get("map_type").intValue(),
            fields.get("key_size").intValue(),
            fields.get("value_size").intValue(),
            fields.get("max_entries"),
            fields.get("memlock")));
  }

  private static Map<String, Long> fields(Path descriptor) {
    Map<String, Long> fields = new HashMap<>();
    try {
      for (String line : Files.readAllLines(descriptor)) {
        String[] parts = line.split(":\\s*", 2);
        if (parts.length == 2 && parts[1].matches("\\d{1,18}")) {
          fields.put(parts[0], Long.valueOf(parts[1]));
        }
      }
    } catch (IOException closed) {
      return Map.of(); // the descriptor was closed while the directory was read
    }
    return fields;
  }
}
