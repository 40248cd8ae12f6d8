package dev.phleet.collector.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads --sort and --filter of {@code ps}. */
final class RowFilter {
  private final List<Column> columns;
  private final CommandLine command;

  RowFilter(List<Column> columns, CommandLine command) {
    this.columns = columns;
    this.command = command;
  }

  /** COLUMN, or -COLUMN for the other way round. */
  Comparator<JsonNode> order(String text) {
    boolean descending = text.startsWith("-");
    Column column = column(text.substring(descending ? 1 : 0), "--sort");
    return descending ? column.order().reversed() : column.order();
  }

  /** COLUMN=TEXT: the column contains the text; TEXT: any column does. Case does not matter. */
  Predicate<JsonNode> predicate(String text) {
    int equals = text.indexOf('=');
    String sought = text.substring(equals + 1).toLowerCase(Locale.ROOT);
    List<Column> in = equals < 0 ? columns : List.of(column(text.substring(0, equals), "--filter"));
    return row ->
        in.stream()
            .anyMatch(column -> column.text().apply(row).toLowerCase(Locale.ROOT).contains(sought));
  }

  private Column column(String name, String option) {
    return columns.stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    command,
                    option
                        + ": no column "
                        + name
                        + ", only "
                        + String.join(", ", columns.stream().map(Column::name).toList())));
  }
}
