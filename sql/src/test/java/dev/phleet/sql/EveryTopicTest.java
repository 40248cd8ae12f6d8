package dev.phleet.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.schemas.SampleEvents;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.json.EventJson;
import dev.phleet.sql.output.OutputFormat;
import dev.phleet.sql.table.EventTable;
import dev.phleet.sql.table.EventTables;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every topic, with events that have every field, the extremes included. */
class EveryTopicTest {
  private static final int KEYS = 7;

  @TempDir private static Path directory;
  private static Servers servers;
  private static Output output;

  /** By topic and key, what was published last. */
  private static final Map<String, Map<String, SpecificRecord>> LAST = new HashMap<>();

  @BeforeAll
  static void publish() throws Exception {
    servers = Servers.start(directory);
    SampleEvents events = new SampleEvents(23);
    for (Topic<?> topic : Topics.all()) {
      if (topic.valueType() == byte[].class) {
        continue;
      }
      Map<String, SpecificRecord> last = new HashMap<>();
      LAST.put(topic.name(), last);
      for (int i = 0; i < KEYS; i++) {
        SpecificRecord event = events.next(topic.valueType().asSubclass(SpecificRecord.class));
        servers.publish(topic, "key-" + i, event);
        last.put("key-" + i, event);
      }
    }
    output = new Output(servers, OutputFormat.JSON);
  }

  @AfterAll
  static void stop() {
    output.close();
    servers.close();
  }

  @Test
  void shouldReadEveryFieldOfEveryTopicAsItWasWritten() {
    for (EventTable table : EventTables.all()) {
      if (table.readerSchema().isEmpty() || table.kind() == EventTable.Kind.HISTORY) {
        continue;
      }
      List<JsonNode> rows = output.jsonOf("SELECT * FROM " + table.name());
      assertThat(rows).as(table.name()).hasSize(KEYS);
      Map<String, JsonNode> found =
          rows.stream()
              .collect(Collectors.toMap(r -> r.get("record_key").asText(), EveryTopicTest::event));
      LAST.get(table.topic().name())
          .forEach(
              (key, event) ->
                  assertThat(found.get(key)).isEqualTo(Output.parsed(EventJson.toJson(event))));
    }
  }

  /** They have the columns of the tables above, so it is enough to read them at all. */
  @Test
  void shouldReadTheHistoryOfEveryCompactedTopicTombstonesLeftOut() throws Exception {
    for (EventTable table : EventTables.all()) {
      if (table.kind() == EventTable.Kind.HISTORY) {
        servers.publish(table.topic(), "gone", null);
      }
    }
    String question =
        EventTables.all().stream()
            .filter(table -> table.kind() == EventTable.Kind.HISTORY)
            .map(
                table ->
                    "SELECT '%s' AS t, COUNT(*) AS n, MAX(%s) AS newest FROM %s"
                        .formatted(table.name(), table.eventTime().orElseThrow(), table.name())
                        .replace("(time)", "(`time`)"))
            .collect(Collectors.joining(" UNION ALL "));

    assertThat(output.jsonOf(question))
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.get("n").asInt()).isEqualTo(KEYS));
  }

  /** The row with the event's own names, without what the table adds. */
  private static JsonNode event(JsonNode row) {
    if (row.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      row.forEach(item -> array.add(event(item)));
      return array;
    } else if (!row.isObject()) {
      return row;
    }
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    row.properties()
        .forEach(
            field -> {
              if (!field.getKey().startsWith("record_") && !row.has(field.getKey() + "_us")) {
                event.set(field.getKey().replaceFirst("_us$", ""), event(field.getValue()));
              }
            });
    return event;
  }
}
