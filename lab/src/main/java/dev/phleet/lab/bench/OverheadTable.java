package dev.phleet.lab.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured: a line for each measure of each row.
 *
 * @param rounds samples of each
 * @param lines in the order of the rows
 * @param compiled what is compiled by each row measured that compiles
 */
record OverheadTable(int rounds, List<Line> lines, Map<OverheadRow, String> compiled) {
  OverheadTable {
    lines = List.copyOf(lines);
    compiled = Map.copyOf(compiled);
  }

  /**
   * One measure of a row.
   *
   * @param row the row
   * @param measure one of its measures
   * @param figures what it took with each subject
   */
  record Line(OverheadRow row, OverheadRow.Measure measure, OverheadFigures figures) {
    /** The row's name, and the measure's if it has one. */
    String label() {
      return (row.label() + " " + measure.name()).strip();
    }
  }

  /** Collects samples, row by row. */
  static final class Samples {
    private final Map<OverheadRow, List<OverheadFigures>> rows = new EnumMap<>(OverheadRow.class);

    /** Adds what a row took with a subject: a value for each of its measures, in nanoseconds. */
    void add(OverheadRow row, String subject, List<Double> values) {
      List<OverheadFigures> figures =
          rows.computeIfAbsent(
              row, key -> key.measures().stream().map(measure -> new OverheadFigures()).toList());
      for (int i = 0; i < figures.size(); i++) {
        figures.get(i).add(subject, values.get(i));
      }
    }

    /** All lines, in the order of the rows. */
    List<Line> lines() {
      List<Line> lines = new ArrayList<>();
      rows.forEach(
          (row, figures) -> {
            for (int i = 0; i < figures.size(); i++) {
              lines.add(new Line(row, row.measures().get(i), figures.get(i)));
            }
          });
      return lines;
    }
  }
}
