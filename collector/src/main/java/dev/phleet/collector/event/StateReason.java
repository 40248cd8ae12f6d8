package dev.phleet.collector.event;

import java.util.Optional;

/** {@code enum state_reason}, with the kernel's numbers. */
public enum StateReason {
  CREATED(1),
  NOVELTY(2),
  FROZEN(3),
  BECAME_NORMAL(4),
  ANOMALY_LIMIT(5),
  TOLERIZE_LIMIT(6),
  NORMALIZED(11),
  TOLERIZED(12),
  SENSITIZED(13),
  RESET(14),
  IGNORED(15),
  WATCHED(16);

  private final int code;

  StateReason(int code) {
    this.code = code;
  }

  /** The kernel's number. */
  public int code() {
    return code;
  }

  /** The reason with the kernel's number; empty when there is none. */
  public static Optional<StateReason> of(int code) {
    for (StateReason reason : values()) {
      if (reason.code == code) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
