package dev.phleet.analyzer.fleet;

import dev.phleet.schemas.event.State;
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
  static Optional<HostShare> of(HostShares profiles) {
    HostShare sum = null;
    for (KnownShare known : profiles.byProfile().values()) {
      ProfileShare share = known.share();
      HostShare one = new HostShare(share.state(), share.calls(), share.pairs());
      sum = sum == null ? one : sum.and(one);
    }
    return Optional.ofNullable(sum);
  }

  private HostShare and(HostShare other) {
    boolean settledMore = SETTLING.indexOf(state) > SETTLING.indexOf(other.state);
    return new HostShare(
        settledMore ? other.state : state, calls + other.calls, Math.max(pairs, other.pairs));
  }
}
