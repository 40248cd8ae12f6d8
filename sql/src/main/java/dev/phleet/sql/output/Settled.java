package dev.phleet.sql.output;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/**
 * What is left of a result when all its changes are done; the rows come in the order of their last.
 */
public final class Settled implements Rows {
  private final Map<Row, Integer> rows = new LinkedHashMap<>();
  private final Comparator<Row> order;
  private final Rows next;

  /**
   * @param order of the rows; those that are equal in it come in the order of their last changes
   * @param next gets what is left, at the end
   */
  public Settled(Comparator<Row> order, Rows next) {
    this.order = order;
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
    rows.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(order))
        .forEach(
            entry -> {
              for (int i = 0; i < entry.getValue(); i++) {
                next.add(entry.getKey());
              }
            });
    next.end();
  }
}
