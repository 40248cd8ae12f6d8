package dev.phleet.lab.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/** The table as people read it: at most 120 columns wide. */
final class OverheadText {
  private static final String LINE = "%-20s %-9s %10s %-19s %10s %-19s %8s %8s";

  private final OverheadTable table;
  private final StringBuilder text = new StringBuilder();

  OverheadText(OverheadTable table) {
    this.table = table;
  }

  /** The whole of it. */
  String print() {
    append(
        "%d rounds; median (quartiles); 'adds' and '%%' compare with the bare one of the same round",
        table.rounds());
    append(LINE, "", "", "takes", "", "adds", "", "%", "x empty");
    table.lines().forEach(this::print);
    append("ebpH: %s", Published.SOURCE);
    table.compiled().ifPresent(what -> append("compile: %s", what));
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
          LINE, label, subject, number(unit, cost.median()), quartiles(unit, cost), "", "", "", "");
      return;
    }
    Spread added = figures.added(subject);
    append(
        LINE,
        label,
        subject,
        number(unit, cost.median()),
        quartiles(unit, cost),
        number(unit, added.median()),
        quartiles(unit, added),
        percent(figures.percent(subject).median()),
        ratio(figures.ratio(subject)));
  }

  private void print(OverheadRow.Unit unit, Published published) {
    append(
        LINE,
        "",
        "ebpH",
        number(unit, published.bare() + published.adds()),
        "(bare " + number(unit, published.bare()) + ")",
        number(unit, published.adds()),
        "",
        percent(published.percent()),
        "");
  }

  private static String number(OverheadRow.Unit unit, double nanos) {
    return String.format(Locale.ROOT, "%.1f", unit.of(nanos));
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String ratio(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-";
  }

  private static String quartiles(OverheadRow.Unit unit, Spread spread) {
    return "(" + number(unit, spread.low()) + ".." + number(unit, spread.high()) + ")";
  }

  private void append(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
