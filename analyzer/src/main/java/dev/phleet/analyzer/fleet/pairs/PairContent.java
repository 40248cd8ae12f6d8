package dev.phleet.analyzer.fleet.pairs;

import java.util.SortedMap;

/** What a set of pairs holds. Not asked of a set that is known already, which most are. */
public interface PairContent {
  /** The pairs. */
  PairSet pairs();

  /** Names of their calls, by code. */
  SortedMap<Integer, String> names();

  /** As it is. */
  static PairContent of(PairSet pairs, SortedMap<Integer, String> names) {
    return new PairContent() {
      @Override
      public PairSet pairs() {
        return pairs;
      }

      @Override
      public SortedMap<Integer, String> names() {
        return names;
      }
    };
  }
}
