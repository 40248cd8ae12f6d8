package dev.phleet.sql.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.types.Row;

/** Comma-separated values with a line of names, as RFC 4180 has them; null is empty. */
final class CsvRows implements Rows {
  private final Columns columns;
  private final PrintStream out;

  CsvRows(Columns columns, PrintStream out) {
    this.columns = columns;
    this.out = out;
    List<String> names = new ArrayList<>();
    if (columns.changes()) {
      names.add(Columns.OPERATION);
    }
    names.addAll(columns.names());
    line(names);
  }

  @Override
  public void add(Row row) {
    List<String> cells = new ArrayList<>();
    if (columns.changes()) {
      cells.add(Columns.operation(row.getKind()));
    }
    for (int i = 0; i < columns.count(); i++) {
      cells.add(columns.text(row, i));
    }
    line(cells);
  }

  @Override
  public void end() {
    out.flush();
  }

  private void line(List<String> cells) {
    out.println(String.join(",", cells.stream().map(CsvRows::quoted).toList()));
  }

  private static String quoted(String text) {
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
