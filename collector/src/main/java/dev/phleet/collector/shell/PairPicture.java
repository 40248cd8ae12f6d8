package dev.phleet.collector.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pairs of a profile as an SVG picture: a row for each current call, a column for each previous
 * one, darker the more distances are known. Grey is in training and test data alike (or there is no
 * test data yet), blue has distances that only the training data has (learned since the profile was
 * normal), red some that only the test data has (forgotten since), purple both.
 */
final class PairPicture {
  private static final int CELL = 10;
  private static final int MARGIN = 160;
  private static final int HEAD = 40;
  private static final Map<Boolean, Map<Boolean, String>> COLOURS =
      Map.of(
          false, Map.of(false, "#222222", true, "#b2182b"),
          true, Map.of(false, "#2166ac", true, "#762a83"));

  private final JsonNode profile;
  private final List<String> calls;
  private final Map<String, Integer> places = new HashMap<>();

  PairPicture(JsonNode profile) {
    this.profile = profile;
    Set<String> names = new TreeSet<>();
    for (JsonNode row : profile.path("pairTable")) {
      names.add(row.path("current").asText());
      names.add(row.path("previous").asText());
    }
    calls = List.copyOf(names);
    for (int i = 0; i < calls.size(); i++) {
      places.put(calls.get(i), i);
    }
  }

  String svg() {
    int side = Math.max(calls.size() * CELL, 4 * MARGIN);
    StringBuilder svg = new StringBuilder();
    svg.append(
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"monospace\" font-size=\"9\">\n")
            .formatted(MARGIN + side + CELL, HEAD + MARGIN + side + CELL));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(svg, 10, 16, "", profile.path("path").asText() + " " + profile.path("key").asText());
    text(svg, 10, 30, "", legend());
    for (int i = 0; i < calls.size(); i++) {
      int along = i * CELL + CELL - 2;
      text(svg, MARGIN - 4, HEAD + MARGIN + along, " text-anchor=\"end\"", calls.get(i));
      int x = MARGIN + along;
      int y = HEAD + MARGIN - 4;
      text(svg, x, y, " transform=\"rotate(-90 %d %d)\"".formatted(x, y), calls.get(i));
    }
    profile.path("pairTable").forEach(row -> cell(svg, row));
    return svg.append("</svg>\n").toString();
  }

  private String legend() {
    String state = Column.STATUS.text().apply(profile);
    return state
        + "; row: call, column: call before it; darker: more distances; "
        + (hasTest()
            ? "grey: training and test, blue: training only, red: test only, purple: both kinds"
            : "no test data yet");
  }

  private void cell(StringBuilder svg, JsonNode row) {
    Set<Integer> training = distances(row.path("training"));
    Set<Integer> test = distances(row.path("test"));
    boolean learned = hasTest() && !test.containsAll(training);
    boolean forgotten = !training.containsAll(test);
    Set<Integer> all = new HashSet<>(training);
    all.addAll(test);
    int x = MARGIN + places.get(row.path("previous").asText()) * CELL;
    int y = HEAD + MARGIN + places.get(row.path("current").asText()) * CELL;
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" fill-opacity=\"%s\">"
            .formatted(
                x,
                y,
                CELL - 1,
                CELL - 1,
                COLOURS.get(learned).get(forgotten),
                (20 + 10 * all.size()) / 100.0));
    svg.append("<title>")
        .append(escaped(row.path("current").asText()))
        .append(" after ")
        .append(escaped(row.path("previous").asText()))
        .append(": training ")
        .append(PairLines.shown(row.path("training")))
        .append(", test ")
        .append(PairLines.shown(row.path("test")))
        .append("</title></rect>\n");
  }

  private boolean hasTest() {
    for (JsonNode row : profile.path("pairTable")) {
      if (!row.path("test").isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static Set<Integer> distances(JsonNode array) {
    Set<Integer> distances = new HashSet<>();
    array.forEach(item -> distances.add(item.asInt()));
    return distances;
  }

  private static void text(StringBuilder svg, int x, int y, String attributes, String text) {
    svg.append("<text x=\"%d\" y=\"%d\"%s>%s</text>\n".formatted(x, y, attributes, escaped(text)));
  }

  private static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
