package dev.phleet.collector.detector;

import dev.phleet.collector.layout.Layouts;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An anomaly in a recorded trace.
 *
 * @param call which call of the trace it was, from 1
 * @param window codes of the calls, newest first; without the empty places of a young window
 * @param distances bit d-1: the pair at distance d is missing from the test data
 * @param lfc locality frame count of the task
 * @param maxLfc its highest so far
 */
public record TapedAnomaly(long call, List<Integer> window, int distances, int lfc, int maxLfc) {
  /** The distances by number, ascending. */
  public List<Integer> mismatches() {
    return IntStream.range(1, Layouts.WINDOW_LENGTH)
        .filter(distance -> (distances >> (distance - 1) & 1) == 1)
        .boxed()
        .toList();
  }
}
