package dev.phleet.sql.output;

import java.util.List;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/**
 * The columns of a result.
 *
 * @param names their names
 * @param types their types
 * @param changes whether rows may be taken back: each is then printed with what it does, as a first
 *     column {@code op}: {@code +I} comes, {@code -U} and {@code +U} are a row before and after its
 *     change, {@code -D} goes
 */
record Columns(List<String> names, List<LogicalType> types, boolean changes) {
  /** Name of the first column where rows may be taken back. */
  static final String OPERATION = "op";

  static Columns of(ResolvedSchema schema, boolean changes) {
    return new Columns(
        schema.getColumnNames(),
        schema.getColumnDataTypes().stream().map(DataType::getLogicalType).toList(),
        changes);
  }

  int count() {
    return names.size();
  }

  String text(Row row, int column) {
    return Cell.text(row.getField(column), types.get(column));
  }

  static String operation(RowKind kind) {
    return kind.shortString();
  }
}
