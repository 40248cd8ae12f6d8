package dev.phleet.sql.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;

/**
 * A value of a row as JSON: rows and maps are objects, times ISO 8601, bytes base64, anything
 * without a form in JSON its text.
 */
final class JsonValue {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonValue() {}

  static JsonNode of(Object value, LogicalType type) {
    if (value == null) {
      return JSON.nullNode();
    } else if (value instanceof Row row && type instanceof RowType fields) {
      return object(row, fields);
    } else if (type instanceof ArrayType array) {
      return array(value, array.getElementType());
    } else if (value instanceof Map<?, ?> map && type instanceof MapType of) {
      return object(map, of.getValueType());
    } else if (value instanceof byte[] bytes) {
      return JSON.binaryNode(bytes);
    }
    return scalar(value);
  }

  private static JsonNode object(Row row, RowType fields) {
    ObjectNode object = JSON.objectNode();
    for (int i = 0; i < fields.getFieldCount(); i++) {
      object.set(fields.getFieldNames().get(i), of(row.getField(i), fields.getTypeAt(i)));
    }
    return object;
  }

  private static JsonNode object(Map<?, ?> map, LogicalType values) {
    ObjectNode object = JSON.objectNode();
    map.entrySet().stream()
        .sorted((a, b) -> String.valueOf(a.getKey()).compareTo(String.valueOf(b.getKey())))
        .forEach(e -> object.set(String.valueOf(e.getKey()), of(e.getValue(), values)));
    return object;
  }

  private static JsonNode array(Object value, LogicalType elements) {
    ArrayNode array = JSON.arrayNode();
    for (int i = 0; i < Array.getLength(value); i++) {
      array.add(of(Array.get(value, i), elements));
    }
    return array;
  }

  private static JsonNode scalar(Object value) {
    if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return JSON.numberNode(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      return JSON.numberNode(((Number) value).doubleValue());
    } else if (value instanceof BigDecimal number) {
      return JSON.numberNode(number);
    }
    if (value instanceof LocalDateTime time) {
      // With seconds, though they be zero.
      return JSON.textNode(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
    }
    return JSON.textNode(value.toString());
  }
}
