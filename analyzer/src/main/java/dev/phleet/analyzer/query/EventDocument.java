package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Events as the HTTP API shows them: the fields by the names of the Avro schema; a time in ISO-8601
 * (UTC, always six digits of a second, so that texts sort as times do); a profile key as 16
 * hexadecimal digits, because a number of 64 bits does not survive a browser.
 */
public final class EventDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PROFILE_KEY = "profileKey";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EventDocument() {}

  /** The record as a tree. */
  public static ObjectNode of(IndexedRecord event) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : event.getSchema().getFields()) {
      Object value = event.get(field.pos());
      object.set(
          field.name(),
          field.name().equals(PROFILE_KEY) && value instanceof Long key
              ? NODES.textNode(hex(key))
              : node(value));
    }
    return object;
  }

  /** A time as the API writes it. */
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** A profile key as the API writes it. */
  public static String hex(long profileKey) {
    return String.format(Locale.ROOT, "%016x", profileKey);
  }

  private static JsonNode node(Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof IndexedRecord inner) {
      return of(inner);
    } else if (value instanceof Collection<?> items) {
      ArrayNode array = NODES.arrayNode(items.size());
      items.forEach(item -> array.add(node(item)));
      return array;
    } else if (value instanceof Map<?, ?> entries) {
      ObjectNode object = NODES.objectNode();
      entries.forEach((key, item) -> object.set(key.toString(), node(item)));
      return object;
    } else if (value instanceof Double || value instanceof Float) {
      return NODES.numberNode(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      return NODES.numberNode(number.longValue());
    } else if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    } else if (value instanceof Instant instant) {
      return NODES.textNode(time(instant));
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return NODES.textNode(Base64.getEncoder().encodeToString(copy));
    }
    // Strings, and enums, which are written by their names.
    return NODES.textNode(value.toString());
  }
}
