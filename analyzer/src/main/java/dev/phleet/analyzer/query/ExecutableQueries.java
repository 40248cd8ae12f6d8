package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What the fleet knows of its programs. Everything here may throw {@link Unavailable}. */
public interface ExecutableQueries {
  /** One as the whole fleet knows it; empty when no host does. */
  Optional<JsonNode> executable(Question question, String id);

  /**
   * Those whose id or one of whose paths contains a text.
   *
   * @param text the text, in any case; empty: all
   */
  Listing executables(Question question, String text, Order order, Page page);

  /** Its pairs, and how many hosts know each. */
  Optional<JsonNode> pairs(Question question, String id);

  /** The hosts that have it, by id, each with the state of its profile. */
  Listing hosts(Question question, String id, Page page);

  /** The pairs that one host knows of it. */
  Optional<JsonNode> hostPairs(Question question, String id, String hostId);

  /** The hosts that differ most from the rest, and by which pairs. */
  Optional<JsonNode> outliers(Question question, String id);

  /**
   * The executables that are called by this path somewhere, most hosts first: the versions of a
   * program.
   */
  Listing versions(Question question, String path, Page page);
}
