package dev.phleet.analyzer.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.schemas.json.EventJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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

  private static final EventJson.Style STYLE =
      new EventJson.Style() {
        @Override
        public JsonNode time(Instant instant) {
          return NODES.textNode(EventDocument.time(instant));
        }

        @Override
        public JsonNode number(String field, long value) {
          return field.equals(PROFILE_KEY) ? NODES.textNode(hex(value)) : NODES.numberNode(value);
        }
      };

  private EventDocument() {}

  /** The record as a tree. */
  public static ObjectNode of(IndexedRecord event) {
    return EventJson.toTree(event, STYLE);
  }

  /** A time as the API writes it. */
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** A profile key as the API writes it. */
  public static String hex(long profileKey) {
    return String.format(Locale.ROOT, "%016x", profileKey);
  }
}
