package dev.phleet.collector.libbpf;

import java.util.Optional;

/**
 * Version of the libbpf on this machine.
 *
 * @param major 1 for every version that the collector can use
 * @param minor minor version
 */
public record LibbpfVersion(int major, int minor) {

  /** The version that the dynamic linker finds; empty when there is none, or none of major 1. */
  public static Optional<LibbpfVersion> find() {
    try {
      return Optional.of(
          new LibbpfVersion(Libbpf.libbpf_major_version(), Libbpf.libbpf_minor_version()));
    } catch (LinkageError missing) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
