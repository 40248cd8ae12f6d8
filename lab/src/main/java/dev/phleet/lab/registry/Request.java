package dev.phleet.lab.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One request, taken apart.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path its segments, decoded
 * @param query its query parameters
 * @param body its JSON; a missing node when it has none
 */
record Request(String method, List<String> path, Map<String, String> query, JsonNode body) {

  boolean flag(String name) {
    return Boolean.parseBoolean(query.get(name));
  }

  /** The text of a field that must be there. */
  String text(String field) {
    JsonNode value = body.path(field);
    if (!value.isTextual()) {
      throw RegistryError.badRequest("The body has no text \"" + field + "\"");
    }
    return value.asText();
  }
}
