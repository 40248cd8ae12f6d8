package dev.phleet.lab.bench;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The table as people read it: at most 120 columns wide. */
final class OverheadText {
  private static final String LINE = "%-20s %-9s %10s %-21s %10s %-21s %7s%-7s %7s";

  private final OverheadTable table;
  private final StringBuilder text = new StringBuilder();

  OverheadText(OverheadTable table) {
    this.table = table;
  }

  /** The whole of it. */
  String print() {
    append(
        "%d rounds; median (quartiles); 'adds' and '%%' compare with the bare one of the same round;"
            + " +-: its error, 19 to 1",
        table.rounds());
    append(LINE, "", "", "takes", "", "adds", "", "%", "", "x empty");
    table.lines().forEach(this::print);
    append("ebpH: %s", Published.SOURCE);
    table.compiled().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> append("%s: %s", entry.getKey().label(), entry.getValue()));
    return text.toString();
  }

  private void print(OverheadTable.Line line) {
    OverheadRow.Unit unit = line.row().unit();
    String label = line.label() + ", " + unit.symbol();
    for (String subject : line.figures().subjects()) {
      print(label, subject, unit, line.figures());
      label = "";
    }
    line.measure().published().ifPresent(published -> print(unit, published));
  }

  private void print(String label, String subject, OverheadRow.Unit unit, OverheadFigures figures) {
    Spread cost = figures.cost(subject);
    if (subject.equals(OverheadFigures.BARE)) {
      append(
          LINE,
          label,
          subject,
          unit.print(cost.median()),
          quartiles(unit, cost),
          "",
          "",
          "",
          "",
          "");
      return;
    }
    Spread added = figures.added(subject);
    append(
        LINE,
        label,
        subject,
        unit.print(cost.median()),
        quartiles(unit, cost),
        unit.print(added.median()),
        quartiles(unit, added),
        percent(figures.percent(subject).median()),
        error(figures.errorOfPercent(subject)),
        ratio(figures.ratio(subject)));
  }

  private void print(OverheadRow.Unit unit, Published published) {
    append(
        LINE,
        "",
        "ebpH",
        unit.print(published.bare() + published.adds()),
        "(bare " + unit.print(published.bare()) + ")",
        unit.print(published.adds()),
        "",
        percent(published.percent()),
        "",
        "");
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String error(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, " +-%.1f", value.getAsDouble()) : "";
  }

  private static String ratio(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-";
  }

  private static String quartiles(OverheadRow.Unit unit, Spread spread) {
    return "(" + unit.print(spread.low()) + ".." + unit.print(spread.high()) + ")";
  }

  private void append(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
