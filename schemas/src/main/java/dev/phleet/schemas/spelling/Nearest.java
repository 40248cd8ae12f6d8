package dev.phleet.schemas.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant: the nearest word by edit distance. */
public final class Nearest {
  private Nearest() {}

  /** The nearest of the words; empty when half of the word would have to be another. */
  public static Optional<String> to(String word, Collection<String> words) {
    return to(word, words, Math.max(2, word.length() / 2));
  }

  /**
   * The nearest of the words, the first in the alphabet of several.
   *
   * @param limit most characters that may be changed, added or left out
   * @return empty when none is so near
   */
  public static Optional<String> to(String word, Collection<String> words, int limit) {
    return words.stream()
        .min(Comparator.comparingInt((String w) -> distance(word, w)).thenComparing(w -> w))
        .filter(w -> distance(word, w) <= limit);
  }

  /** Levenshtein's distance: characters to change, to add, or to leave out. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
