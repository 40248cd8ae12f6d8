package dev.phleet.collector.detector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The compiled kernel side that comes with the collector, one an architecture. */
public final class ObjectFile {
  private ObjectFile() {}

  /** This machine's architecture as the object files and the events name it: x86_64 or aarch64. */
  public static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }

  /**
   * The object for an architecture; empty when there is none for it.
   *
   * @throws UncheckedIOException when the jar cannot be read
   */
  public static Optional<byte[]> find(String architecture) {
    String name = "/dev/phleet/bpf/phleet-" + architecture + ".bpf.o";
    try (InputStream stream = ObjectFile.class.getResourceAsStream(name)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + name, unreadable);
    }
  }

  /**
   * The object for this machine.
   *
   * @throws IllegalStateException when there is none for its architecture
   */
  public static byte[] ofThisMachine() {
    return find(architecture())
        .orElseThrow(
            () -> new IllegalStateException("no BPF object for architecture " + architecture()));
  }
}
