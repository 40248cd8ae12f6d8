package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Exhibit;
import dev.phleet.analyzer.correlation.HostTrack;
import java.util.List;
import java.util.Optional;

/** A row of {@link StoreNames#SIGHTINGS}; {@link SpreadGroups} says which is where. */
sealed interface GroupRow {
  /**
   * A small group as a whole.
   *
   * @param hosts its hosts, sorted by id
   * @param exhibit its exhibit; empty when that has a row of its own
   */
  record Few(List<HostTrack> hosts, Optional<Exhibit> exhibit) implements GroupRow {
    /** Copies the hosts. */
    public Few {
      hosts = List.copyOf(hosts);
    }
  }

  /** A group whose hosts, and exhibit, have rows of their own. */
  record Many() implements GroupRow {}

  /** A host of such a group. */
  record One(HostTrack track) implements GroupRow {}
}
