package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** {@link ExecutableQueries} over the stores of the fleet's profiles. */
public final class ExecutableStore implements ExecutableQueries {
  private static final String REASON = "fleet profiles cannot be asked for yet";

  @Override
  public Optional<JsonNode> executable(Question question, String id) {
    throw new Unavailable(REASON);
  }

  @Override
  public Listing executables(Question question, String text, Order order, Page page) {
    throw new Unavailable(REASON);
  }

  @Override
  public Optional<JsonNode> pairs(Question question, String id) {
    throw new Unavailable(REASON);
  }

  @Override
  public Optional<JsonNode> hosts(Question question, String id) {
    throw new Unavailable(REASON);
  }

  @Override
  public Optional<JsonNode> hostPairs(Question question, String id, String hostId) {
    throw new Unavailable(REASON);
  }

  @Override
  public Optional<JsonNode> outliers(Question question, String id) {
    throw new Unavailable(REASON);
  }

  @Override
  public Optional<JsonNode> versions(Question question, String path) {
    throw new Unavailable(REASON);
  }
}
