package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The fleet's views as the HTTP API shows them: their fields, with times as texts. */
final class ViewDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> MICROSECONDS = List.of("firstSeen", "lastSeen");

  private ViewDocument() {}

  /** All of them, in an object. */
  static ObjectNode items(List<?> views) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode items = answer.putArray("items");
    views.forEach(view -> items.add(of(view)));
    return answer;
  }

  /** A list as {@link #of} has made it, here or on another instance. */
  static Listing listing(JsonNode document) {
    List<JsonNode> items = new ArrayList<>();
    document.path("items").forEach(items::add);
    List<Integer> partitions = new ArrayList<>();
    document.path("partitions").forEach(each -> partitions.add(each.asInt()));
    List<String> missing = new ArrayList<>();
    document.path("missing").forEach(each -> missing.add(each.asText()));
    return new Listing(items, document.path("total").asLong(), partitions, missing);
  }

  /** One. */
  static JsonNode of(Object view) {
    JsonNode document = JSON.valueToTree(view);
    for (String field : MICROSECONDS) {
      if (document instanceof ObjectNode object && document.path(field).isIntegralNumber()) {
        Instant time = Instant.EPOCH.plus(document.path(field).longValue(), ChronoUnit.MICROS);
        object.put(field, EventDocument.time(time));
      }
    }
    return document;
  }
}
