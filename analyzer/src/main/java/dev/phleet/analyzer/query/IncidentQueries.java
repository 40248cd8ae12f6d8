package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What is known of incidents. Everything here may throw {@link Unavailable}. */
public interface IncidentQueries {
  /** One, by its id; empty when there is none. */
  Optional<JsonNode> incident(Question question, String id);

  /** Those that pass a filter, newest first. */
  Listing incidents(Question question, IncidentFilter filter, Page page);
}
