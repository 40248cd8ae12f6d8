package dev.phleet.collector.detector;

import dev.phleet.collector.libbpf.Privilege;

/** Whether tests that load the detector run here: always in CI, where they must not be skipped. */
public final class Machine {
  private Machine() {}

  /** Whether BPF programs may be loaded, or have to be. */
  public static boolean mustLoad() {
    return "true".equals(System.getenv("CI")) || Privilege.effectiveUser() == 0;
  }
}
