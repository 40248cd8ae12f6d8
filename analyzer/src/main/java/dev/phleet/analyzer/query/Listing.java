package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A part of a list.
 *
 * @param items the entries, in order
 * @param total how many there are in all, as far as could be asked
 * @param partitions partitions whose entries were looked at
 * @param missing who could not be asked and why; empty when the list is whole
 */
public record Listing(
    List<JsonNode> items, long total, List<Integer> partitions, List<String> missing) {
  /** Copies the lists. */
  public Listing {
    items = List.copyOf(items);
    partitions = List.copyOf(partitions);
    missing = List.copyOf(missing);
  }
}
