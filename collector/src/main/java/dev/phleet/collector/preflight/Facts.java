package dev.phleet.collector.preflight;

import dev.phleet.collector.detector.ObjectFile;
import dev.phleet.collector.libbpf.LibbpfVersion;
import dev.phleet.collector.libbpf.Privilege;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a start depends on, as found on this machine.
 *
 * @param architecture as the object files name it
 * @param objectExists whether there is an object for the architecture
 * @param user effective user id
 * @param capabilities effective capabilities, one bit each
 * @param kernelRelease e.g. 6.1.0-18-amd64
 * @param kernelBtf whether the kernel describes its own types
 * @param libbpf version of libbpf; empty when there is none of major 1
 */
public record Facts(
    String architecture,
    boolean objectExists,
    int user,
    long capabilities,
    String kernelRelease,
    boolean kernelBtf,
    Optional<LibbpfVersion> libbpf) {

  /** Looks at this machine. */
  public static Facts find() {
    return new Facts(
        ObjectFile.architecture(),
        ObjectFile.find(ObjectFile.architecture()).isPresent(),
        Privilege.effectiveUser(),
        capabilities(text("/proc/self/status")),
        text("/proc/sys/kernel/osrelease").strip(),
        Files.isReadable(Path.of("/sys/kernel/btf/vmlinux")),
        LibbpfVersion.find());
  }

  static long capabilities(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> line.substring("CapEff:".length()).strip())
        .mapToLong(digits -> Long.parseUnsignedLong(digits, 16))
        .findFirst()
        .orElse(0);
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      return "";
    }
  }
}
