package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.ProfileChange;
import dev.phleet.analyzer.version.VersionChange;

/** What comes out of the ledger of profiles. */
sealed interface ProfileNews {
  /** A profile has changed; keyed by executable id. */
  record Changed(ProfileChange change) implements ProfileNews {}

  /** An executable has come to a path or gone from it; keyed by path. */
  record Moved(VersionChange change) implements ProfileNews {}
}
