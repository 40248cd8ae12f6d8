package dev.phleet.lab.bench;

import java.util.Map;

/** Tables of made-up figures. */
final class OverheadTables {
  private OverheadTables() {}

  /** Every row; in each, what a subject adds over the bare one is large and the same in percent. */
  static OverheadTable ofEveryRow() {
    OverheadTable.Samples samples = new OverheadTable.Samples();
    for (OverheadRow row : OverheadRow.values()) {
      for (int round = 0; round < 3; round++) {
        double bare = 1234.5 * nanos(row.unit()) * (1 + 0.1 * round);
        add(samples, row, "bare", bare);
        add(samples, row, "empty", bare * 1.1);
        add(samples, row, "training", bare * 1.2);
        add(samples, row, "frozen", bare * 1.2);
        add(samples, row, "normal", bare * 1.15);
      }
    }
    return new OverheadTable(
        3,
        samples.lines(),
        Map.of(
            OverheadRow.COMPILE_SMALL,
            "a small project with a compiler",
            OverheadRow.COMPILE,
            "a project with a compiler"));
  }

  private static double nanos(OverheadRow.Unit unit) {
    return switch (unit) {
      case NANOS -> 1;
      case MICROS -> 1e3;
      case MILLIS -> 1e6;
    };
  }

  private static void add(
      OverheadTable.Samples samples, OverheadRow row, String subject, double nanos) {
    samples.add(row, subject, row.measures().stream().map(measure -> nanos).toList());
  }
}
