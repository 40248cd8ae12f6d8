package dev.phleet.collector.context;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files under /proc, which may be gone at any moment. */
final class ProcFiles {
  private static final String DELETED = " (deleted)";

  private ProcFiles() {}

  static Optional<byte[]> bytes(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  static Optional<String> text(Path file) {
    return bytes(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Target of a link, without the kernel's remark that it is deleted. */
  static Optional<String> link(Path file) {
    try {
      String target = Files.readSymbolicLink(file).toString();
      return Optional.of(
          target.endsWith(DELETED)
              ? target.substring(0, target.length() - DELETED.length())
              : target);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
