package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.ProfileChange;
import dev.phleet.analyzer.fleet.pairs.PairsChange;

/** What changes what the fleet knows of an executable, keyed by its id. */
sealed interface FleetNews {
  /** A profile's state. */
  record OfProfile(ProfileChange change) implements FleetNews {}

  /** A profile's pairs. */
  record OfPairs(PairsChange change) implements FleetNews {}
}
