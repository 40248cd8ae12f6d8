package dev.phleet.sql.output;

import org.apache.flink.types.Row;

/** Takes the rows of one result and prints them. */
public interface Rows {
  /** One row, in the order of the result. */
  void add(Row row);

  /** No row comes any more. */
  void end();
}
