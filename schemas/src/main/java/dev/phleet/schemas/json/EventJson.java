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

  /** What may be written otherwise for another reader. */
  public interface Style {
    /** A point in time. */
    JsonNode time(Instant instant);

    /** A number of 64 bits, in the field of that name. */
    JsonNode number(String field, long value);
  }

  private static final Style PLAIN =
      new Style() {
        @Override
        public JsonNode time(Instant instant) {
          return NODES.numberNode(microseconds(instant));
        }

        @Override
        public JsonNode number(String field, long value) {
          return NODES.numberNode(value);
        }
      };

  private final Style style;

  private EventJson(Style style) {
    this.style = style;
  }

  /** The record as a tree. */
  public static ObjectNode toTree(IndexedRecord event) {
    return toTree(event, PLAIN);
  }

  /** The record as a tree, times and long numbers in a style of their own. */
  public static ObjectNode toTree(IndexedRecord event, Style style) {
    return new EventJson(style).tree(event);
  }

  private ObjectNode tree(IndexedRecord event) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : event.getSchema().getFields()) {
      object.set(field.name(), node(field.name(), event.get(field.pos())));
    }
    return object;
  }

  /** The record in one line. */
  public static String toJson(IndexedRecord event) {
    return toTree(event).toString();
  }

  private JsonNode node(String field, Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof IndexedRecord inner) {
      return tree(inner);
    } else if (value instanceof Collection<?> items) {
      ArrayNode array = NODES.arrayNode(items.size());
      items.forEach(item -> array.add(node(field, item)));
      return array;
    } else if (value instanceof Map<?, ?> entries) {
      ObjectNode object = NODES.objectNode();
      entries.forEach((key, item) -> object.set(key.toString(), node(field, item)));
      return object;
    } else if (value instanceof Number number) {
      return number(field, number);
    } else if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    } else if (value instanceof Instant instant) {
      return style.time(instant);
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

  private JsonNode number(String field, Number number) {
    if (number instanceof Double || number instanceof Float) {
      return NODES.numberNode(number.doubleValue());
    }
    return number instanceof Long value
        ? style.number(field, value)
        : NODES.numberNode(number.longValue());
  }

  private static String base64(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }
}
