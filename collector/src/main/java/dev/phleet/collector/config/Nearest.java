package dev.phleet.collector.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant: the nearest word by edit distance. */
public final class Nearest {
  private Nearest() {}

  /** The nearest of the words; empty when none is near. */
  public static Optional<String> to(String word, Collection<String> words) {
    return words.stream()
        .min(Comparator.comparingInt(w -> distance(word, w)))
        .filter(w -> distance(word, w) <= Math.max(2, word.length() / 2));
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substituted, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
