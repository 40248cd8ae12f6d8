package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.FleetChange;
import dev.phleet.analyzer.fleet.pairs.PairsChange;
import java.util.List;

/** What changes what the fleet knows of an executable, keyed by its id. */
sealed interface FleetNews {
  /** States of its profiles on some hosts. */
  record OfProfiles(FleetChange change) implements FleetNews {}

  /** Pairs of some profiles. */
  record OfPairs(List<PairsChange> changes) implements FleetNews {}
}
