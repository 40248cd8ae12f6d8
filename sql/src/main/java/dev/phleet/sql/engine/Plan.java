package dev.phleet.sql.engine;

import dev.phleet.sql.table.EventTable;
import dev.phleet.sql.table.EventTables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Flink's explanation of a statement says of it.
 *
 * @param tables the topics' tables that it reads, by way of views, too
 * @param order how its rows are sorted; empty when they are not, or not by columns of theirs
 */
public record Plan(List<EventTable> tables, List<SortKey> order) {
  /** Of a statement that runs nothing. */
  static final Plan NONE = new Plan(List.of(), List.of());

  private static final Pattern SCANNED =
      Pattern.compile("table=\\[\\[[^,\\]]+, [^,\\]]+, ([^,\\]]+)");
  private static final Pattern ROOT =
      Pattern.compile("(?s)== Abstract Syntax Tree ==\\s*LogicalSort\\(([^\\n]*)\\)\\n.*");
  private static final Pattern COLUMN = Pattern.compile("sort(\\d+)=\\[\\$(\\d+)]");

  /** Copies the lists. */
  public Plan {
    tables = List.copyOf(tables);
    order = List.copyOf(order);
  }

  static Plan in(String explanation) {
    Set<String> names = new HashSet<>();
    Matcher scanned = SCANNED.matcher(explanation);
    while (scanned.find()) {
      names.add(scanned.group(1));
    }
    return new Plan(
        EventTables.all().stream().filter(table -> names.contains(table.name())).toList(),
        order(explanation));
  }

  private static List<SortKey> order(String explanation) {
    List<SortKey> keys = new ArrayList<>();
    Matcher root = ROOT.matcher(explanation);
    if (root.matches()) {
      Matcher column = COLUMN.matcher(root.group(1));
      while (column.find()) {
        String direction = "dir" + column.group(1) + "=[";
        keys.add(
            new SortKey(
                Integer.parseInt(column.group(2)),
                root.group(1).contains(direction + "DESC"),
                root.group(1).matches(".*\\Q" + direction + "\\E\\w+-nulls-first.*")));
      }
    }
    return keys;
  }
}
