package dev.phleet.collector.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of one request, checked as they are read. */
final class Arguments {
  private final String command;
  private final ObjectNode tree;

  /**
   * Of a request.
   *
   * @throws RefusedException when there is one that the command does not have
   */
  Arguments(Protocol.Request request, Set<String> known) {
    command = request.command();
    tree = request.arguments();
    for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new RefusedException(command + " has no argument " + name);
      }
    }
  }

  /** A text that must be there. */
  String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> new RefusedException(command + " needs the argument " + name));
  }

  /** A text that may be there. */
  Optional<String> optionalText(String name) {
    JsonNode value = tree.get(name);
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(textOf(name, value));
  }

  /** A list of texts; empty when it is not there. */
  List<String> texts(String name) {
    JsonNode value = tree.get(name);
    List<String> texts = new ArrayList<>();
    if (value != null && !value.isArray()) {
      throw new RefusedException(command + ": " + name + " is not a list of texts");
    } else if (value != null) {
      value.forEach(item -> texts.add(textOf(name, item)));
    }
    return texts;
  }

  /** Texts by name; there must be at least one. */
  Map<String, String> pairs(String name) {
    JsonNode value = tree.get(name);
    if (value == null || !value.isObject() || value.isEmpty()) {
      throw new RefusedException(
          command + " needs the argument " + name + ", an object of texts by key");
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    value.properties().forEach(field -> pairs.put(field.getKey(), textOf(name, field.getValue())));
    return pairs;
  }

  private String textOf(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw new RefusedException(command + ": " + name + " is not a text");
    }
    return value.textValue();
  }
}
