package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What is known of hosts. Everything here may throw {@link Unavailable}. */
public interface HostQueries {
  /** One, by its id; empty when it has never been heard of. */
  Optional<JsonNode> host(Question question, String id);

  /**
   * Those whose id or name contains a text.
   *
   * @param text the text, in any case; empty: all
   */
  Listing hosts(Question question, String text, Order order, Page page);
}
