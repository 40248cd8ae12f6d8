package dev.phleet.analyzer.fleet;

import dev.phleet.schemas.event.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one host contributes: its profiles of one executable taken together (two copies of a file
 * are two profiles). The host still learns while any of them does, so the least settled state is
 * the host's; it knows at least the pairs of the one that knows most.
 *
 * @param state state of the host
 * @param calls calls of all its profiles
 * @param pairs most pairs that one of them knows
 */
record HostShare(State state, long calls, int pairs) {
  private static final List<State> SETTLING = List.of(State.TRAINING, State.FROZEN, State.NORMAL);

  /** Empty when the host has no profile of it. */
  static Optional<HostShare> of(Collection<ProfileShare> profiles) {
    return profiles.stream()
        .map(ProfileShare::state)
        .min(Comparator.comparingInt(SETTLING::indexOf))
        .map(
            state ->
                new HostShare(
                    state,
                    profiles.stream().mapToLong(ProfileShare::calls).sum(),
                    profiles.stream().mapToInt(ProfileShare::pairs).max().orElse(0)));
  }

  boolean isTraining() {
    return state == State.TRAINING;
  }

  boolean isFrozen() {
    return state == State.FROZEN;
  }

  boolean isNormal() {
    return state == State.NORMAL;
  }
}
