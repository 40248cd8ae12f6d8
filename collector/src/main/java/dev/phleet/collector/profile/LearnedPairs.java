package dev.phleet.collector.profile;

import java.util.Arrays;
import java.util.List;

/**
 * What a profile has learned, checked once, however often the profile is copied with another name
 * or other counters.
 *
 * @param calls codes of the calls it has used, in the order of their indexes
 * @param training the pairs of the training data
 * @param test the pairs of the test data
 */
record LearnedPairs(List<Integer> calls, PairList training, PairList test) {
  /**
   * Copies the list of calls.
   *
   * @throws IllegalArgumentException when a code is none or listed twice, or a pair is of calls
   *     that are not listed, or listed twice
   */
  LearnedPairs {
    calls = List.copyOf(calls);
    CallPlaces places = new CallPlaces(calls);
    requireOnce(training, places);
    requireOnce(test, places);
  }

  /** The kernel's pairs and those of files come in order: then one look at each will do. */
  private static void requireOnce(PairList pairs, CallPlaces places) {
    int[] cells = new int[pairs.size()];
    boolean ascending = true;
    for (int i = 0; i < cells.length; i++) {
      int current = places.of(pairs.current(i));
      int previous = places.of(pairs.previous(i));
      if (current < 0 || previous < 0) {
        throw ProfileImage.impossible("pair " + pairs.get(i));
      }
      cells[i] = current * ProfileImage.HIGHEST_CODE + previous;
      ascending &= i == 0 || cells[i] > cells[i - 1];
    }
    if (!ascending) {
      Arrays.sort(cells);
      for (int i = 1; i < cells.length; i++) {
        if (cells[i] == cells[i - 1]) {
          throw ProfileImage.impossible("a pair that is listed twice");
        }
      }
    }
  }
}
