package dev.phleet.analyzer.correlation;

import java.util.ArrayList;
import java.util.List;

/** Times of events, no more of them than are needed to tell what came together. */
public final class Times {
  private Times() {}

  /**
   * Leaves out what is older than the horizon (no event that may still arrive reaches it) and every
   * time whose two neighbours lie within {@code window} of each other: any interval of that length
   * that holds the one left out holds one of those neighbours. Ascending, microseconds.
   */
  public static List<Long> thin(List<Long> sorted, long window, long horizon) {
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      long time = sorted.get(i);
      boolean inner = !kept.isEmpty() && i + 1 < sorted.size();
      boolean redundant = inner && sorted.get(i + 1) - kept.get(kept.size() - 1) <= window;
      if (time >= horizon && !redundant) {
        kept.add(time);
      }
    }
    return kept;
  }
}
