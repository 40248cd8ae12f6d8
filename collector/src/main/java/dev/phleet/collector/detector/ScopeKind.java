package dev.phleet.collector.detector;

/** {@code enum scope_kind}: the constants are in the kernel's order, the first is number 0. */
public enum ScopeKind {
  /** Nothing. */
  NONE,
  /** Every process. */
  HOST,
  /** One process and all its descendants. */
  TREE,
  /** One cgroup. */
  CGROUP;

  /** The kernel's number. */
  public int code() {
    return ordinal();
  }

  static ScopeKind of(int code) {
    return values()[code];
  }
}
