package dev.phleet.analyzer.fleet.pairs;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where it is kept which pairs the fleet knows. Hosts that know the same share one set; what is
 * kept of a host is which.
 */
public interface PairState extends KnownPairs {
  /** Keeps it; forgets it when empty. */
  void putSummary(String executableId, Optional<PairSummary> summary);

  /** Keeps which sets a host has; forgets the host when empty. */
  void putHost(String executableId, String hostId, Optional<HostSets> sets);

  /** Keeps a set; forgets it when empty. */
  void putSet(Program program, SetId id, Optional<PairSet> set);

  /** Who has a set; {@link Holders#NONE} when nobody does. */
  Holders holders(Program program, SetId id);

  /** Keeps who has a set; forgets it when empty. */
  void putHolders(Program program, SetId id, Optional<Holders> holders);

  /** Every set of a program and who has it. */
  void eachSet(Program program, BiConsumer<PairSet, Holders> visitor);

  /** Keeps the counts; forgets them when empty. */
  void putCounts(Program program, Optional<PairCounts> counts);

  /** Keeps names of calls; forgets them when empty. */
  void putNames(Program program, Optional<SortedMap<Integer, String>> names);

  /** Notes that what is derived from an executable's sets is not up to date, or is again. */
  void putStale(String executableId, boolean stale);

  /** Every executable noted so. */
  void eachStale(Consumer<String> visitor);
}
