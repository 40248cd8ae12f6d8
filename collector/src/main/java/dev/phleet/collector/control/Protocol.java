package dev.phleet.collector.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;

/** One request and one reply a line, as JSON; CONTROL.md is the reference. */
public final class Protocol {
  /** Longest request, bytes, its line break not included. */
  public static final int MAX_REQUEST = 64 << 10;

  private static final int MAX_DEPTH = 8;
  private static final int MAX_ERROR = 500;
  private static final Set<String> FIELDS = Set.of("command", "arguments");
  private static final String EXAMPLE = "{\"command\":\"status\"}";

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(32)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Protocol() {}

  /**
   * A request.
   *
   * @param command what is asked
   * @param arguments its arguments; empty when there are none
   */
  public record Request(String command, ObjectNode arguments) {}

  /**
   * Reads a request.
   *
   * @param line bytes without the line break
   * @throws RefusedException when it is none
   */
  static Request parse(ByteBuffer line) {
    JsonNode tree = tree(text(line));
    if (tree == null || !tree.isObject()) {
      throw new RefusedException("the request is not a JSON object such as " + EXAMPLE);
    }
    for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new RefusedException("a request has no field " + name + ", only command, arguments");
      }
    }
    JsonNode command = tree.get("command");
    if (command == null || !command.isTextual()) {
      throw new RefusedException("the request has no text field command such as " + EXAMPLE);
    }
    JsonNode arguments = tree.get("arguments");
    if (arguments == null) {
      return new Request(command.textValue(), JsonNodeFactory.instance.objectNode());
    } else if (arguments instanceof ObjectNode object) {
      return new Request(command.textValue(), object);
    }
    throw new RefusedException("the request's field arguments is not a JSON object");
  }

  /** The reply to a request that was done. */
  static ByteBuffer done(JsonNode result) {
    return line(JsonNodeFactory.instance.objectNode().put("ok", true).set("result", result));
  }

  /** The reply to a request that was not done. */
  static ByteBuffer refused(String error) {
    return line(JsonNodeFactory.instance.objectNode().put("ok", false).put("error", clean(error)));
  }

  /** A request as a client sends it. */
  public static ByteBuffer request(String command, ObjectNode arguments) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("command", command);
    return line(request.set("arguments", arguments));
  }

  private static ByteBuffer line(JsonNode tree) {
    return ByteBuffer.wrap((tree + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(line).toString();
    } catch (CharacterCodingException malformed) {
      throw new RefusedException("the request is not UTF-8 text");
    }
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new RefusedException("the request is not JSON: " + malformed.getOriginalMessage());
    }
  }

  /** One line of bounded length, whatever the request had in it. */
  private static String clean(String error) {
    String line = error.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= MAX_ERROR ? line : line.substring(0, MAX_ERROR) + "...";
  }
}
