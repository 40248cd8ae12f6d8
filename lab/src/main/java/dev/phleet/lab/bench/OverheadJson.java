package dev.phleet.lab.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The table as programs read it: every time in nanoseconds. */
final class OverheadJson {
  private OverheadJson() {}

  /** One object; an entry of {@code rows} for each measure of each row. */
  static ObjectNode of(OverheadTable table) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("bench", "overhead").put("unit", "ns").put("rounds", table.rounds());
    table.compiled().forEach((row, what) -> object.withObject("compiled").put(row.label(), what));
    object.put("published", Published.SOURCE);
    for (OverheadTable.Line line : table.lines()) {
      object.withArray("rows").add(of(line));
    }
    return object;
  }

  private static ObjectNode of(OverheadTable.Line line) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("row", line.row().label());
    if (!line.measure().name().isEmpty()) {
      node.put("measure", line.measure().name());
    }
    ObjectNode subjects = node.putObject("subjects");
    for (String subject : line.figures().subjects()) {
      put(subjects.putObject(subject), subject, line.figures());
    }
    line.measure()
        .published()
        .ifPresent(
            published ->
                node.putObject("published")
                    .put("bare", published.bare())
                    .put("adds", published.adds())
                    .put("percent", published.percent()));
    return node;
  }

  private static void put(ObjectNode node, String subject, OverheadFigures figures) {
    put(node, "takes", figures.cost(subject));
    if (!subject.equals(OverheadFigures.BARE)) {
      put(node, "adds", figures.added(subject));
      put(node, "percent", figures.percent(subject));
      figures
          .errorOfPercent(subject)
          .ifPresent(error -> node.withObject("percent").put("errorOfMedian", error));
      figures.ratio(subject).ifPresent(ratio -> node.put("timesEmpty", ratio));
    }
  }

  private static void put(ObjectNode node, String name, Spread spread) {
    node.putObject(name)
        .put("median", spread.median())
        .put("low", spread.low())
        .put("high", spread.high());
  }
}
