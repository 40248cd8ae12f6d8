package dev.phleet.collector.libbpf;

/** Who this process is. */
public final class Privilege {
  private Privilege() {}

  /** Effective user id; 0 is root. */
  public static int effectiveUser() {
    return Libc.geteuid();
  }
}
