package dev.phleet.analyzer.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What became of a search for anomalies.
 *
 * @param items the anomalies, in the order in which they were asked for
 * @param missing those that were not found, in the same order
 */
public record Found(List<ObjectNode> items, List<Missing> missing) {
  /** Copies the lists. */
  public Found {
    items = List.copyOf(items);
    missing = List.copyOf(missing);
  }

  /** Why an anomaly was not found. */
  public enum Reason {
    /** The topic does not have it any more. */
    GONE,
    /** Looking further would have taken too long. */
    NOT_READ
  }

  /** An anomaly that was not found. */
  public record Missing(EventName event, Reason reason) {}

  /** Whether there were some, and the topic has none of them any more. */
  public boolean allGone() {
    return items.isEmpty()
        && !missing.isEmpty()
        && missing.stream().allMatch(each -> each.reason() == Reason.GONE);
  }
}
