package dev.phleet.analyzer.fleet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Where it is kept what the fleet knows. Grows with programs, not with events; an update costs the
 * same however many hosts there are.
 */
public interface FleetState {
  /** The sums; {@link FleetSummary#EMPTY} when the executable is unknown. */
  FleetSummary summary(String executableId);

  /** Keeps the sums; forgets them when empty. */
  void putSummary(String executableId, Optional<FleetSummary> summary);

  /** Every executable whose sums wait to be published. */
  void eachDirty(Consumer<String> visitor);

  /** Adds to how many hosts know so many pairs. */
  void tallyPairs(String executableId, int pairs, int change);

  /** Adds to how many profiles have this path. */
  void tallyPath(String executableId, String path, int change);

  /** Fewest pairs that a host knows. */
  OptionalInt fewestPairs(String executableId);

  /** Most pairs that a host knows. */
  OptionalInt mostPairs(String executableId);

  /** Paths, sorted, at most {@code limit}. */
  List<String> paths(String executableId, int limit);
}
