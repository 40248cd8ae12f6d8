package dev.phleet.sql.output;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.types.logical.LogicalType;

/** A value of a row as text: what has parts is JSON. */
final class Cell {
  private Cell() {}

  /** The text, safe to print whatever the names in it hold; empty for null. */
  static String text(Object value, LogicalType type) {
    if (value == null) {
      return "";
    }
    JsonNode json = JsonValue.of(value, type);
    return printable(json.isValueNode() ? json.asText() : json.toString());
  }

  /** Names come from processes: nothing that moves a terminal's cursor may get through. */
  static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                safe.append("\\x%02x".formatted(c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
