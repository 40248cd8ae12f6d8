package dev.phleet.collector.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The pairs of a profile as lines of text: the top ones for people, all of them as CSV. */
final class PairLines {
  private static final Comparator<JsonNode> MOST_DISTANCES_FIRST =
      Comparator.comparingInt((JsonNode row) -> -known(row))
          .thenComparing(row -> row.path("current").asText())
          .thenComparing(row -> row.path("previous").asText());

  private PairLines() {}

  static void top(JsonNode pairTable, int count, PrintWriter out) {
    List<JsonNode> rows = new ArrayList<>();
    pairTable.forEach(rows::add);
    rows.sort(MOST_DISTANCES_FIRST);
    new Table(List.of("CALL", "BEFORE IT", "TRAINING", "TEST"), List.of(false, false, false, false))
        .print(
            rows.stream()
                .limit(count)
                .map(
                    row ->
                        List.of(
                            row.path("current").asText(),
                            row.path("previous").asText(),
                            shown(row.path("training")),
                            shown(row.path("test"))))
                .toList(),
            out);
  }

  /** Names of calls hold no comma and no quotation mark. */
  static void csv(JsonNode pairTable, PrintWriter out) {
    out.println("current,previous,training,test");
    for (JsonNode row : pairTable) {
      out.println(
          "%s,%s,%s,%s"
              .formatted(
                  row.path("current").asText(),
                  row.path("previous").asText(),
                  row.path("training").isEmpty() ? "" : shown(row.path("training")),
                  row.path("test").isEmpty() ? "" : shown(row.path("test"))));
    }
  }

  /** Distances as 1 3 8; - for none. */
  static String shown(JsonNode distances) {
    List<String> texts = new ArrayList<>();
    distances.forEach(distance -> texts.add(distance.asText()));
    return texts.isEmpty() ? "-" : String.join(" ", texts);
  }

  private static int known(JsonNode row) {
    return Math.max(row.path("training").size(), row.path("test").size());
  }
}
