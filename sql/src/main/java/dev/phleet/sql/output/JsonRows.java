package dev.phleet.sql.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import org.apache.flink.types.Row;

/** One object a line. */
final class JsonRows implements Rows {
  private final Columns columns;
  private final PrintStream out;

  JsonRows(Columns columns, PrintStream out) {
    this.columns = columns;
    this.out = out;
  }

  @Override
  public void add(Row row) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    if (columns.changes()) {
      object.put(Columns.OPERATION, Columns.operation(row.getKind()));
    }
    for (int i = 0; i < columns.count(); i++) {
      object.set(columns.names().get(i), JsonValue.of(row.getField(i), columns.types().get(i)));
    }
    out.println(object);
  }

  @Override
  public void end() {
    out.flush();
  }
}
