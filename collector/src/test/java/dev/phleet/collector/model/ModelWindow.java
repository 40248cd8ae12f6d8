package dev.phleet.collector.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The last nine calls of a task.
 *
 * @param calls codes, newest first, always nine; empty slots as 0
 */
public record ModelWindow(List<Integer> calls) {
  /** Calls in a full window, the current one included. */
  public static final int LENGTH = 9;

  /** A window that no call has entered yet. */
  public static ModelWindow empty() {
    return new ModelWindow(Collections.nCopies(LENGTH, CallCode.EMPTY));
  }

  /** This window after one more call. */
  public ModelWindow shifted(int call) {
    List<Integer> next = new ArrayList<>(calls);
    next.add(0, call);
    next.remove(LENGTH);
    return new ModelWindow(List.copyOf(next));
  }

  /** The pairs of the newest call with those before it, in a window of the given length. */
  public Set<Pair> pairs(int length) {
    Set<Pair> pairs = new LinkedHashSet<>();
    for (int distance = 1; distance < length; distance++) {
      int previous = calls.get(distance);
      if (previous != CallCode.EMPTY) {
        pairs.add(new Pair(calls.get(0), previous, distance));
      }
    }
    return pairs;
  }
}
