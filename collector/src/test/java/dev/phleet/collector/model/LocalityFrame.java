package dev.phleet.collector.model;

import java.util.ArrayDeque;
import java.util.Deque;

/** Which of a task's last calls were anomalies. */
final class LocalityFrame {
  private final Deque<Boolean> flags = new ArrayDeque<>();
  private boolean overLimit;
  private int highest;
  private int length;

  /** One more call; a frame of another length than before begins empty. */
  void advance(boolean anomalous, int newLength) {
    if (newLength != length) {
      clear();
      length = newLength;
    }
    flags.addLast(anomalous);
    if (flags.size() > length) {
      flags.removeFirst();
    }
    highest = Math.max(highest, count());
  }

  /** LFC: how many of the flags are set. */
  int count() {
    return (int) flags.stream().filter(anomalous -> anomalous).count();
  }

  int highest() {
    return highest;
  }

  /** Whether the count has just gone over the limit: once per crossing. */
  boolean crosses(int limit) {
    boolean over = count() > limit;
    boolean crossing = over && !overLimit;
    overLimit = over;
    return crossing;
  }

  /** Forgets the flags; the highest count stays. */
  void clear() {
    flags.clear();
    overLimit = false;
  }
}
