package dev.phleet.analyzer.fleet.pairs;

import java.util.SortedMap;

/** What a set of pairs holds. Not asked of a set that is known already, which most are. */
public interface PairContent {
  /** The pairs, as a record lists them. */
  PairCells cells();

  /** Names of their calls, by code. */
  SortedMap<Integer, String> names();

  /** The pairs. */
  default PairSet pairs() {
    return cells().pairs();
  }

  /** As it is. */
  static PairContent of(PairCells cells, SortedMap<Integer, String> names) {
    return new PairContent() {
      @Override
      public PairCells cells() {
        return cells;
      }

      @Override
      public SortedMap<Integer, String> names() {
        return names;
      }
    };
  }
}
