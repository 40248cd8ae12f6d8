package dev.phleet.collector.event;

import java.util.List;
import java.util.Optional;

/** {@code enum profile_state}, with the kernel's numbers. */
public enum ProfileState {
  TRAINING(1),
  FROZEN(2),
  NORMAL(3);

  private static final List<ProfileState> ALL = List.of(values());

  private final int code;

  ProfileState(int code) {
    this.code = code;
  }

  /** The kernel's number. */
  public int code() {
    return code;
  }

  /** The state with the kernel's number; empty when there is none. */
  public static Optional<ProfileState> of(int code) {
    for (ProfileState state : ALL) {
      if (state.code == code) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
