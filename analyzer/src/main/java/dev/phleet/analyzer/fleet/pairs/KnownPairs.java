package dev.phleet.analyzer.fleet.pairs;

import java.util.SortedMap;
import java.util.function.BiConsumer;

/** What is kept about pairs, for reading. */
public interface KnownPairs {
  /** What is kept of an executable; {@link PairSummary#NONE} when nothing is. */
  PairSummary summary(String executableId);

  /** The sets of a host; {@link HostSets#NONE} when it has none. */
  HostSets host(String executableId, String hostId);

  /** Every host with profiles of the executable and its sets, sorted by id. */
  void eachHost(String executableId, BiConsumer<String, HostSets> visitor);

  /** A set that some host has; {@link PairSet#EMPTY} for {@link SetId#EMPTY}. */
  PairSet set(Program program, SetId id);

  /** How many hosts know which pair, as it was last written; nobody any when nothing is known. */
  PairCounts counts(Program program);

  /** Names of calls, by code. */
  SortedMap<Integer, String> names(Program program);
}
