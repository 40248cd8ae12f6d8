package dev.phleet.sql.engine;

import java.util.Comparator;
import java.util.List;
import org.apache.flink.types.Row;

/**
 * A column that rows are sorted by.
 *
 * @param column its position, from 0
 * @param descending whether the greatest comes first
 * @param nullsFirst whether rows without a value come first
 */
public record SortKey(int column, boolean descending, boolean nullsFirst) {

  /** The order that several keys make, the first being the most important. */
  public static Comparator<Row> order(List<SortKey> keys) {
    return (a, b) ->
        keys.stream().mapToInt(key -> key.compare(a, b)).filter(c -> c != 0).findFirst().orElse(0);
  }

  private int compare(Row a, Row b) {
    Object left = a.getField(column);
    Object right = b.getField(column);
    if (left == null || right == null) {
      int nulls = Boolean.compare(left != null, right != null);
      return nullsFirst ? nulls : -nulls;
    }
    int values = compareValues(left, right);
    return descending ? -values : values;
  }

  /** Flink sorts only by what can be compared, and a column has one class of values. */
  @SuppressWarnings("unchecked")
  private static int compareValues(Object left, Object right) {
    return left instanceof Comparable<?> comparable
        ? ((Comparable<Object>) comparable).compareTo(right)
        : 0;
  }
}
