package dev.phleet.collector.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;

/**
 * A column of {@code ps}.
 *
 * @param name heading
 * @param text from a row of the reply to what is shown
 * @param order of two rows
 * @param number whether it is set to the right
 */
record Column(
    String name, Function<JsonNode, String> text, Comparator<JsonNode> order, boolean number) {

  static final Column PID = number("PID", "pid");
  static final Column TID = number("TID", "tid");
  static final Column COMM = text("COMM", "comm");
  static final Column KEY = text("KEY", "key");
  static final Column PATH = text("PATH", "path");
  static final Column COUNT = number("COUNT", "trainCount");
  static final Column LAST_MOD = number("LAST_MOD", "lastModCount");
  static final Column ANOMALIES = number("ANOMALIES", "anomalies");
  static final Column STATUS = derived("STATUS", Column::status);
  static final Column NORMAL_TIME =
      new Column(
          "NORMAL_TIME",
          row -> Times.local(row.path("normalTime")),
          Comparator.comparingLong(row -> row.path("normalTime").asLong()),
          false);

  private static Column number(String name, String field) {
    return new Column(
        name,
        row -> Long.toString(row.path(field).asLong()),
        Comparator.comparingLong(row -> row.path(field).asLong()),
        true);
  }

  private static Column text(String name, String field) {
    return derived(name, row -> row.path(field).asText().replaceAll("\\p{Cntrl}", "?"));
  }

  private static Column derived(String name, Function<JsonNode, String> text) {
    return new Column(
        name,
        row -> text.apply(row).isEmpty() ? "-" : text.apply(row),
        Comparator.comparing(text),
        false);
  }

  private static String status(JsonNode row) {
    boolean ignored = row.path("ignored").asBoolean();
    return ignored ? "ignored" : row.path("state").asText().toLowerCase(Locale.ROOT);
  }
}
