package dev.phleet.analyzer.fleet;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the records of a compacted topic into changes by executable: a profile whose file was
 * replaced leaves one executable and comes to another; a tombstone leaves.
 *
 * @param <S> what a profile contributes
 * @param <C> a change
 */
public final class ProfileLedger<S, C> {
  /**
   * Makes changes.
   *
   * @param <S> what a profile contributes
   * @param <C> a change
   */
  public interface Change<S, C> {
    /** The change of what a profile contributes to an executable; empty when it no longer does. */
    C of(String executableId, ProfileId profile, Optional<S> share);
  }

  /** Where the ledger keeps its profiles. */
  public interface Known {
    /** The profile, if it is known. */
    Optional<KnownProfile> get(ProfileId id);

    /** Keeps it; forgets it when empty. */
    void put(ProfileId id, Optional<KnownProfile> profile);
  }

  private final Known known;
  private final Tally tally;
  private final Change<S, C> change;

  /** A ledger over what {@code known} remembers. */
  public ProfileLedger(Known known, Tally tally, Change<S, C> change) {
    this.known = known;
    this.tally = tally;
    this.change = change;
  }

  /** Takes the newest state of a profile; returns nothing when it was known already. */
  public List<C> put(ProfileId id, KnownProfile now, S share) {
    Optional<KnownProfile> before = known.get(id);
    if (before.filter(b -> isStale(b, now)).isPresent()) {
      tally.add(Counted.STALE_STATE);
      return List.of();
    }
    known.put(id, Optional.of(now));
    List<C> changes = new ArrayList<>();
    before
        .map(KnownProfile::executableId)
        .filter(executable -> !executable.equals(now.executableId()))
        .ifPresent(executable -> changes.add(gone(id, executable)));
    changes.add(change.of(now.executableId(), id, Optional.of(share)));
    return changes;
  }

  /** Takes a tombstone. */
  public List<C> remove(ProfileId id) {
    Optional<KnownProfile> before = known.get(id);
    if (before.isEmpty()) {
      tally.add(Counted.UNKNOWN_TOMBSTONE);
      return List.of();
    }
    known.put(id, Optional.empty());
    return List.of(gone(id, before.get().executableId()));
  }

  private C gone(ProfileId id, String executable) {
    return change.of(executable, id, Optional.empty());
  }

  /**
   * Within a run the number decides; between runs the order of the topic does, which is all there
   * is.
   */
  private static boolean isStale(KnownProfile before, KnownProfile now) {
    return before.runId().equals(now.runId()) && now.sequence() <= before.sequence();
  }
}
