package dev.phleet.collector.shell;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text under headings, each column as wide as it needs to be. */
public final class Table {
  private final List<String> headings;
  private final List<Boolean> toTheRight;

  /**
   * A table without rows yet.
   *
   * @param headings of the columns
   * @param toTheRight whether a column is set to the right
   */
  public Table(List<String> headings, List<Boolean> toTheRight) {
    this.headings = headings;
    this.toTheRight = toTheRight;
  }

  /** Prints the headings and the rows. */
  public void print(List<List<String>> rows, PrintWriter out) {
    int[] widths =
        IntStream.range(0, headings.size())
            .map(
                i ->
                    Math.max(
                        headings.get(i).length(),
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)))
            .toArray();
    out.println(line(headings, widths));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String space = " ".repeat(widths[i] - cells.get(i).length());
      line.append(toTheRight.get(i) ? space + cells.get(i) : cells.get(i) + space).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
