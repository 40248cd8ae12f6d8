package dev.phleet.collector.publish;

import dev.phleet.schemas.event.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Who speaks in every event.
 *
 * @param host the host
 * @param runId identity of this run of the collector
 * @param architecture x86_64 or aarch64
 */
public record HostIdentity(Host host, String runId, String architecture) {

  /**
   * A new run on this host.
   *
   * @param id stable identity of the host
   * @param name its name
   * @param architecture x86_64 or aarch64
   */
  public static HostIdentity ofNewRun(String id, String name, String architecture) {
    Path file = Path.of("/proc/sys/kernel/random/boot_id");
    try {
      Host host = new Host(id, name, Files.readString(file).strip());
      return new HostIdentity(host, UUID.randomUUID().toString(), architecture);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
  }
}
