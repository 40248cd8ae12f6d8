package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the first entries of a list in an order, however many are offered. */
final class Selection {
  private final Comparator<JsonNode> order;
  private final int size;
  private final PriorityQueue<JsonNode> kept;
  private long total;

  /**
   * Empty.
   *
   * @param order what comes first
   * @param size how many are kept
   */
  Selection(Comparator<JsonNode> order, int size) {
    this.order = order;
    this.size = size;
    kept = new PriorityQueue<>(Collections.reverseOrder(order));
  }

  void offer(JsonNode entry) {
    total++;
    keep(entry);
  }

  /** Those of another selection, which may have left out some. */
  void add(List<JsonNode> entries, long ofTotal) {
    total += ofTotal;
    entries.forEach(this::keep);
  }

  private void keep(JsonNode entry) {
    kept.add(entry);
    if (kept.size() > size) {
      kept.remove();
    }
  }

  long total() {
    return total;
  }

  /** What is kept, in order, without the first few. */
  List<JsonNode> from(int offset) {
    List<JsonNode> sorted = new ArrayList<>(kept);
    sorted.sort(order);
    return sorted.subList(Math.min(offset, sorted.size()), sorted.size());
  }
}
