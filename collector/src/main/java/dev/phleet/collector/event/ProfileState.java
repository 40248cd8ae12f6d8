package dev.phleet.collector.event;

import java.util.Optional;

/** {@code enum profile_state}: the constants are in the kernel's order, the first is number 1. */
public enum ProfileState {
  TRAINING,
  FROZEN,
  NORMAL;

  private static final ProfileState[] ALL = values();

  /** The kernel's number. */
  public int code() {
    return ordinal() + 1;
  }

  /** The state with the kernel's number; empty when there is none. */
  public static Optional<ProfileState> of(int code) {
    return code >= 1 && code <= ALL.length ? Optional.of(ALL[code - 1]) : Optional.empty();
  }
}
