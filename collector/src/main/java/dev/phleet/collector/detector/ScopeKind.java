package dev.phleet.collector.detector;

import java.util.Arrays;

/** {@code enum scope_kind}, with the kernel's numbers. */
public enum ScopeKind {
  /** Nothing. */
  NONE(0),
  /** Every process. */
  HOST(1),
  /** One process and all its descendants. */
  TREE(2),
  /** One cgroup. */
  CGROUP(3);

  private final int code;

  ScopeKind(int code) {
    this.code = code;
  }

  /** The kernel's number. */
  public int code() {
    return code;
  }

  static ScopeKind of(int code) {
    return Arrays.stream(values())
        .filter(kind -> kind.code() == code)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("the kernel side holds a scope of kind " + code));
  }
}
