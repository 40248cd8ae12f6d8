package dev.phleet.sql.table;

import dev.phleet.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A topic as a table.
 *
 * @param name name of the table: the topic's, with underscores
 * @param topic what it reads
 * @param kind which of the topic's records are its rows
 * @param columns in their order
 * @param eventTime the column that windows go by; empty when there is none
 * @param readerSchema Avro schema, as JSON, with which the values are read; empty when they are
 *     bytes
 */
public record EventTable(
    String name,
    Topic<?> topic,
    Kind kind,
    List<Column> columns,
    Optional<String> eventTime,
    Optional<String> readerSchema) {

  /** Which records of the topic are rows. */
  public enum Kind {
    /** Every record. */
    EVENTS("every record"),
    /** Of a compacted topic: the newest record of each key, and none after a null value. */
    LATEST("the newest record of each key"),
    /** Of a compacted topic: every record that is still there, except null values. */
    HISTORY("every record still there");

    private final String rows;

    Kind(String rows) {
      this.rows = rows;
    }

    /** The rows, in words. */
    public String rows() {
      return rows;
    }
  }

  /** How long windows wait for events that are late. */
  static final String LATENESS = "INTERVAL '10' SECOND";

  /** Copies the list. */
  public EventTable {
    columns = List.copyOf(columns);
  }

  /**
   * The statement that creates the table.
   *
   * @param source where the topics are
   */
  public String ddl(Source source) {
    String elements = columns.stream().map(Column::definition).collect(Collectors.joining(",\n  "));
    if (kind == Kind.LATEST) {
      elements += ",\n  PRIMARY KEY (" + Sql.identifier(EventTables.KEY) + ") NOT ENFORCED";
    }
    if (eventTime.isPresent()) {
      String time = Sql.identifier(eventTime.get());
      elements += ",\n  WATERMARK FOR " + time + " AS " + time + " - " + LATENESS;
    }
    String options =
        options(source).entrySet().stream()
            .map(option -> Sql.text(option.getKey()) + " = " + Sql.text(option.getValue()))
            .collect(Collectors.joining(",\n  "));
    return "CREATE TABLE %s (\n  %s\n) WITH (\n  %s\n)"
        .formatted(Sql.identifier(name), elements, options);
  }

  private Map<String, String> options(Source source) {
    Map<String, String> options = new TreeMap<>();
    options.put("topic", topic.nameWith(source.prefix()));
    options.put("key.format", "raw");
    options.put("value.fields-include", "EXCEPT_KEY");
    if (kind == Kind.LATEST) {
      options.put("connector", "upsert-kafka");
    } else {
      options.put("connector", "kafka");
      options.put("key.fields", EventTables.KEY);
      options.put("scan.startup.mode", "earliest-offset");
    }
    if (source.bounded()) {
      options.put("scan.bounded.mode", "latest-offset");
    }
    source.kafka().forEach((key, value) -> options.put("properties." + key, value));
    if (readerSchema.isPresent()) {
      String format = "avro-confluent";
      options.put("value.format", format);
      options.put("value." + format + ".schema", readerSchema.get());
      options.put("value." + format + ".url", source.registry());
      source
          .registrySettings()
          .forEach((key, value) -> options.put("value." + format + ".properties." + key, value));
    } else {
      options.put("value.format", "raw");
    }
    return options;
  }
}
