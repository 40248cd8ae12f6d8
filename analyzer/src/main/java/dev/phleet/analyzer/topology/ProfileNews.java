package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.FleetChange;
import dev.phleet.analyzer.version.VersionChange;
import java.util.List;

/** What comes out of the ledger of profiles. */
sealed interface ProfileNews {
  /** The sums of an executable change; keyed by its id. */
  record Changed(FleetChange change) implements ProfileNews {}

  /** Executables have come to a path or gone from it; keyed by the path. */
  record Moved(List<VersionChange> changes) implements ProfileNews {}
}
