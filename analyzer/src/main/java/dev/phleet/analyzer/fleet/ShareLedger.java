package dev.phleet.analyzer.fleet;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import java.util.Optional;

/**
 * Turns the states of profiles, as the compacted topic has them, into what they change in the sums
 * of their executables: a profile whose file was replaced leaves one executable and comes to
 * another; a tombstone leaves.
 *
 * <p>Most states say that a profile has counted some more calls. They take one look at what its
 * host contributes to its executable, and leave one row to write.
 */
public final class ShareLedger {
  /**
   * Where a profile is.
   *
   * @param executableId its executable
   * @param path path of the executable there
   */
  public record Place(String executableId, String path) {}

  /**
   * What a record has changed.
   *
   * @param before where the profile was; empty when it was unknown
   * @param now where it is; empty when it is gone
   * @param first whether no other profile of its host is there
   */
  public record Step(Optional<Place> before, Optional<Place> now, boolean first) {
    /** Whether the profile is somewhere else now. */
    public boolean moves() {
      return !before.equals(now);
    }
  }

  private record Found(String executableId, HostShares shares) {}

  private final ShareState state;
  private final FleetChanges changes;
  private final Tally tally;

  /**
   * A ledger.
   *
   * @param state what is known
   * @param changes told what changes
   */
  public ShareLedger(ShareState state, FleetChanges changes, Tally tally) {
    this.state = state;
    this.changes = changes;
    this.tally = tally;
  }

  /** Takes the newest state of a profile; returns nothing when it was known already. */
  public Optional<Step> put(ProfileId id, String executableId, KnownShare now) {
    HostShares here = state.shares(executableId, id.hostId());
    KnownShare before = here.of(id.profileKey());
    Optional<Found> elsewhere = before == null ? elsewhere(id) : Optional.empty();
    String was = executableId;
    if (elsewhere.isPresent()) {
      was = elsewhere.get().executableId();
      before = elsewhere.get().shares().of(id.profileKey());
    }
    if (before != null && now.isStaleAfter(before)) {
      tally.add(Counted.STALE_STATE);
      return Optional.empty();
    }
    elsewhere.ifPresent(left -> change(left.executableId(), id, left.shares(), Optional.empty()));
    change(executableId, id, here, Optional.of(now));
    boolean first = here.isFirst(id.profileKey(), now.share().path());
    Step step = new Step(place(was, before), place(executableId, now), first);
    if (before == null || elsewhere.isPresent()) {
      state.putProfile(
          id, Optional.of(new KnownProfile(executableId, now.runId(), now.sequence())));
    }
    return Optional.of(step);
  }

  /** Takes a tombstone; returns nothing when the profile was unknown. */
  public Optional<Step> remove(ProfileId id) {
    Optional<Found> found = elsewhere(id);
    if (found.isEmpty()) {
      tally.add(Counted.UNKNOWN_TOMBSTONE);
      return Optional.empty();
    }
    Found was = found.get();
    change(was.executableId(), id, was.shares(), Optional.empty());
    state.putProfile(id, Optional.empty());
    Optional<Place> before = place(was.executableId(), was.shares().of(id.profileKey()));
    return Optional.of(new Step(before, Optional.empty(), false));
  }

  private Optional<Found> elsewhere(ProfileId id) {
    return state
        .profile(id)
        .map(KnownProfile::executableId)
        .map(executable -> new Found(executable, state.shares(executable, id.hostId())));
  }

  private void change(
      String executableId, ProfileId id, HostShares before, Optional<KnownShare> now) {
    HostShares after = before.with(id.profileKey(), now);
    state.putShares(executableId, id.hostId(), after);
    changes.add(executableId, id.profileKey(), before, after);
  }

  private static Optional<Place> place(String executableId, KnownShare known) {
    return known == null
        ? Optional.empty()
        : Optional.of(new Place(executableId, known.share().path()));
  }
}
