package dev.phleet.analyzer.correlation;

import java.util.List;

/**
 * What surprised a host: a window of calls and the distances at which it does not fit the profile.
 *
 * @param architecture whose call tables the numbers belong to
 * @param window newest call first; element d is the call at distance d
 * @param mismatches mismatched distances, ascending, each an index of the window; none when it is
 *     not this call but all that its task did
 */
public record Pattern(String architecture, List<WindowCall> window, List<Integer> mismatches) {
  /** Copies the lists. */
  public Pattern {
    window = List.copyOf(window);
    mismatches = List.copyOf(mismatches);
  }

  /** The pattern for people, by its nearest mismatched pair: "write after write". */
  public String phrase() {
    if (mismatches.isEmpty()) {
      return "a run out of the ordinary that ends in " + window.get(0).name();
    }
    int distance = mismatches.get(0);
    String call = window.get(0).name();
    String previous = window.get(distance).name();
    return distance == 1
        ? call + " after " + previous
        : call + " " + distance + " calls after " + previous;
  }
}
