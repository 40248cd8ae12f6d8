package dev.phleet.sql.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.types.Row;

/**
 * A table for a person. As wide as what is in it, so the first rows decide: all of them, or, of a
 * result that goes on, as many as come before the first pause. What is longer than {@value #WIDEST}
 * characters is cut.
 */
final class TableRows implements Rows {
  private static final int WIDEST = 80;
  private static final String CUT = "...";

  private final Columns columns;
  private final PrintStream out;
  private final boolean goesOn;
  private final List<List<String>> waiting = new ArrayList<>();
  private int[] widths;
  private long count;

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
      widths[i] =
          Math.max(
              names.get(i).length(),
              waiting.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0));
    }
    line(names);
    out.println(String.join("-+-", Collections.nCopies(1, rule())));
  }

  private String rule() {
    List<String> dashes = new ArrayList<>();
    for (int width : widths) {
      dashes.add("-".repeat(width));
    }
    return String.join("-+-", dashes);
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
