package dev.phleet.sql.output;

import java.io.PrintStream;
import org.apache.flink.table.catalog.ResolvedSchema;

/** How rows are printed. */
public enum OutputFormat {
  /** For a person. */
  TABLE,
  /** Comma-separated values with a line of names. */
  CSV,
  /** One JSON object a line. */
  JSON;

  /**
   * Prints one result.
   *
   * @param schema the result's columns
   * @param changes whether rows are printed with what they do, since they may be taken back later
   * @param out where to
   */
  public Rows rows(ResolvedSchema schema, boolean changes, PrintStream out) {
    Columns columns = Columns.of(schema, changes);
    return switch (this) {
      case TABLE -> new TableRows(columns, out, changes);
      case CSV -> new CsvRows(columns, out);
      case JSON -> new JsonRows(columns, out);
    };
  }
}
