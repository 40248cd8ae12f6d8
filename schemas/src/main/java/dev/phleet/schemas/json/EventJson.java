package dev.phleet.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/**
 * A record as plain JSON: the fields by their names in the order of the schema, nothing wrapped in
 * the name of its type; an enum by its symbol, a point in time in microseconds since
 * 1970-01-01T00:00Z, bytes in Base64.
 */
public final class EventJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EventJson() {}

  /** The record as a tree. */
  public static ObjectNode toTree(IndexedRecord event) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : event.getSchema().getFields()) {
      object.set(field.name(), node(event.get(field.pos())));
    }
    return object;
  }

  /** The record in one line. */
  public static String toJson(IndexedRecord event) {
    return toTree(event).toString();
  }

  private static JsonNode node(Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof IndexedRecord inner) {
      return toTree(inner);
    } else if (value instanceof Collection<?> items) {
      ArrayNode array = NODES.arrayNode(items.size());
      items.forEach(item -> array.add(node(item)));
      return array;
    } else if (value instanceof Map<?, ?> entries) {
      ObjectNode object = NODES.objectNode();
      entries.forEach((key, item) -> object.set(key.toString(), node(item)));
      return object;
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    } else if (value instanceof Instant instant) {
      return NODES.numberNode(microseconds(instant));
    } else if (value instanceof ByteBuffer bytes) {
      return NODES.textNode(base64(bytes));
    } else if (value instanceof GenericFixed fixed) {
      return NODES.textNode(Base64.getEncoder().encodeToString(fixed.bytes()));
    }
    // Strings, and enums, which are written by their names.
    return NODES.textNode(value.toString());
  }

  /** Not by way of nanoseconds: a hostile record's time may be 292,000 years away. */
  private static long microseconds(Instant instant) {
    long seconds = instant.getEpochSecond();
    long micros = instant.getNano() / 1_000;
    return seconds < 0
        ? Math.addExact(Math.multiplyExact(seconds + 1, 1_000_000L), micros - 1_000_000)
        : Math.addExact(Math.multiplyExact(seconds, 1_000_000L), micros);
  }

  private static JsonNode number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return NODES.numberNode(number.doubleValue());
    }
    return NODES.numberNode(number.longValue());
  }

  private static String base64(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }
}
