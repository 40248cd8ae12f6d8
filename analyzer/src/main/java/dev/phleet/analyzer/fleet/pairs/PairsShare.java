package dev.phleet.analyzer.fleet.pairs;

import dev.phleet.schemas.event.State;
import java.util.SortedMap;

/**
 * What one profile contributes to the pairs that the fleet knows.
 *
 * @param architecture whose calls these are
 * @param state state of the profile
 * @param time when it was read, microseconds
 * @param set identity of its pairs
 * @param content its pairs
 */
public record PairsShare(
    String architecture, State state, long time, SetId set, PairContent content) {
  /** With pairs that are at hand. */
  public static PairsShare of(
      String architecture,
      State state,
      long time,
      PairSet pairs,
      SortedMap<Integer, String> names) {
    PairCells cells = PairCells.of(pairs);
    return new PairsShare(architecture, state, time, cells.id(), PairContent.of(cells, names));
  }
}
