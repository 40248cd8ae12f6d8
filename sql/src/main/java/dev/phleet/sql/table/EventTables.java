package dev.phleet.sql.table;

import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Every table. A topic of events is one table. A compacted topic is two: the newest record of each
 * key under the topic's name, and every record as {@code <name>_history}, since only of the latter
 * can windows be made.
 */
public final class EventTables {
  /** The column that holds the record's key. */
  public static final String KEY = "record_key";

  private static final List<String> EVENT_TIMES = List.of("time", "updatedAt", "lastSeen");
  private static final String TIME_TYPE = "TIMESTAMP_LTZ(3)";

  private static final List<EventTable> ALL = make();

  private EventTables() {}

  /** All, in the order of the topics. */
  public static List<EventTable> all() {
    return ALL;
  }

  /** The names of all. */
  public static List<String> names() {
    return ALL.stream().map(EventTable::name).toList();
  }

  private static List<EventTable> make() {
    List<EventTable> tables = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      String name = topic.name().replace('-', '_').toLowerCase(Locale.ROOT);
      if (topic.valueType() == byte[].class) {
        tables.add(bytes(name, topic));
      } else if (topic.cleanup() == Topic.Cleanup.DELETE) {
        tables.add(events(name, topic, EventTable.Kind.EVENTS));
      } else {
        tables.add(events(name, topic, EventTable.Kind.LATEST));
        tables.add(events(name + "_history", topic, EventTable.Kind.HISTORY));
      }
    }
    return List.copyOf(tables);
  }

  private static EventTable events(String name, Topic<?> topic, EventTable.Kind kind) {
    Schema event = SpecificData.get().getSchema(topic.valueType());
    Schema reader = ReaderSchema.of(event);
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(KEY, "STRING", "", "Key of the record: " + topic.key() + "."));
    for (Schema.Field field : event.getFields()) {
      Schema.Field read = reader.getFields().get(field.pos());
      if (ReaderSchema.isTime(field.schema())) {
        columns.add(time(field, read.name()));
      }
      columns.add(new Column(read.name(), FlinkType.of(read.schema()), "", doc(field)));
    }
    // An upsert table has no event time: of a deletion nothing is known but its key.
    boolean latest = kind == EventTable.Kind.LATEST;
    columns.addAll(place());
    return new EventTable(
        name,
        topic,
        kind,
        columns,
        latest ? Optional.empty() : Optional.of(eventTime(event)),
        Optional.of(reader.toString()));
  }

  private static EventTable bytes(String name, Topic<?> topic) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(KEY, "BYTES", "", "Key of the record: " + topic.key() + "."));
    columns.add(new Column("value", "BYTES", "", "What could not be read."));
    columns.add(
        new Column(
            "headers",
            "MAP<STRING NOT NULL, BYTES NOT NULL>",
            "METADATA VIRTUAL",
            "Why it could not be read, and where it came from."));
    columns.addAll(place());
    return new EventTable(
        name, topic, EventTable.Kind.EVENTS, columns, Optional.of("record_time"), Optional.empty());
  }

  private static Column time(Schema.Field field, String microseconds) {
    return new Column(
        field.name(),
        TIME_TYPE,
        "AS TO_TIMESTAMP_LTZ(" + Sql.identifier(microseconds) + " / 1000, 3)",
        field.doc());
  }

  private static String doc(Schema.Field field) {
    return ReaderSchema.isTime(field.schema())
        ? "The same in microseconds since 1970-01-01T00:00Z."
        : field.doc();
  }

  private static List<Column> place() {
    return List.of(
        new Column(
            "record_partition", "INT", "METADATA FROM 'partition' VIRTUAL", "Its partition."),
        new Column("record_offset", "BIGINT", "METADATA FROM 'offset' VIRTUAL", "Its offset."),
        new Column(
            "record_time",
            TIME_TYPE,
            "METADATA FROM 'timestamp' VIRTUAL",
            "When it was published."));
  }

  private static String eventTime(Schema event) {
    return EVENT_TIMES.stream()
        .filter(name -> event.getField(name) != null)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(event.getName() + " has no event time"));
  }
}
