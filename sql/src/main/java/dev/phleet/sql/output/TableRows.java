package dev.phleet.sql.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.types.Row;

/**
 * A table for a person, as wide as what is in it. Of a result that goes on, the first row and the
 * types decide how wide. What is longer than {@value #WIDEST} characters is cut; a plan or a
 * definition, one text of several lines, is printed as it is.
 */
final class TableRows implements Rows {
  private static final int WIDEST = 80;
  private static final String CUT = "...";
  private static final int LEAST_NUMBER = 6;
  private static final int LEAST_TIME = 24;
  private static final int LEAST_TEXT = 16;

  private final Columns columns;
  private final PrintStream out;
  private final boolean goesOn;
  private final List<List<String>> waiting = new ArrayList<>();
  private int[] widths;
  private long count;
  private boolean plain;

  /**
   * @param goesOn whether rows are to be seen as they come
   */
  TableRows(Columns columns, PrintStream out, boolean goesOn) {
    this.columns = columns;
    this.out = out;
    this.goesOn = goesOn;
  }

  @Override
  public void add(Row row) {
    if (columns.count() == 1 && row.getField(0) instanceof String text && text.contains("\n")) {
      text.lines().map(Cell::printable).forEach(out::println);
      plain = true;
      return;
    }
    List<String> cells = new ArrayList<>();
    if (columns.changes()) {
      cells.add(Columns.operation(row.getKind()));
    }
    for (int i = 0; i < columns.count(); i++) {
      String text = row.getField(i) == null ? "NULL" : columns.text(row, i);
      cells.add(text.length() > WIDEST ? text.substring(0, WIDEST - CUT.length()) + CUT : text);
    }
    count++;
    waiting.add(cells);
    if (goesOn) {
      flush();
    }
  }

  @Override
  public void end() {
    if (plain) {
      out.flush();
      return;
    }
    flush();
    out.println(count == 1 ? "(1 row)" : "(" + count + " rows)");
    out.flush();
  }

  private void flush() {
    if (widths == null) {
      head();
    }
    for (List<String> cells : waiting) {
      line(cells);
    }
    waiting.clear();
    out.flush();
  }

  private void head() {
    List<String> names = new ArrayList<>();
    if (columns.changes()) {
      names.add(Columns.OPERATION);
    }
    names.addAll(columns.names());
    widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int widest = waiting.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
      widths[i] = Math.max(Math.max(names.get(i).length(), widest), least(i));
    }
    line(names);
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    out.println(String.join("-+-", rule));
  }

  /** What may come later should not break the lines. */
  private int least(int column) {
    if (!goesOn || column == 0) {
      return 0;
    }
    LogicalType type = columns.types().get(column - 1);
    if (isNumber(type)) {
      return LEAST_NUMBER;
    }
    return type.is(LogicalTypeFamily.DATETIME) ? LEAST_TIME : LEAST_TEXT;
  }

  private void line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    int shift = columns.changes() ? 1 : 0;
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String space = " ".repeat(Math.max(0, widths[i] - cell.length()));
      boolean number = i >= shift && isNumber(columns.types().get(i - shift));
      line.append(i == 0 ? "" : " | ").append(number ? space + cell : cell + space);
    }
    out.println(line.toString().stripTrailing());
  }

  private static boolean isNumber(LogicalType type) {
    return type.is(LogicalTypeFamily.NUMERIC);
  }
}
