package dev.phleet.sql.output;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/**
 * What is left of a result when all its changes are done; the rows come in the order of their last.
 */
public final class Settled implements Rows {
  private final Map<Row, Integer> rows = new LinkedHashMap<>();
  private final Rows next;

  /**
   * @param next gets what is left, at the end
   */
  public Settled(Rows next) {
    this.next = next;
  }

  @Override
  public void add(Row row) {
    boolean comes = row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER;
    Row plain = Row.copy(row);
    plain.setKind(RowKind.INSERT);
    int count = rows.getOrDefault(plain, 0) + (comes ? 1 : -1);
    if (count == 0) {
      rows.remove(plain);
    } else {
      rows.put(plain, count);
    }
  }

  @Override
  public void end() {
    rows.forEach(
        (row, count) -> {
          for (int i = 0; i < count; i++) {
            next.add(row);
          }
        });
    next.end();
  }
}
