package dev.phleet.collector.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phleet inspect}: all that is known of one profile. */
@Command(
    name = "inspect",
    description = "One profile of this host: counters, top pairs, growth, a picture (root).",
    mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
  private static final List<String> COUNTERS =
      List.of("calls", "trainCount", "lastModCount", "sequences", "anomalies");

  @Mixin private ClientOptions options = new ClientOptions();
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PROFILE",
      description = "Key (16 hexadecimal digits), path of the executable, or pid.")
  private String profile;

  @Option(names = "--csv", description = "Every pair as CSV: calls by name, distances.")
  private boolean csv;

  @Option(names = "--svg", paramLabel = "FILE", description = "Writes a picture of the pairs.")
  private Path svg;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "So many pairs; default 20.")
  private int top;

  @Override
  public Integer call() {
    return Outcome.of(
        spec,
        out -> {
          JsonNode result =
              options
                  .client()
                  .ask("inspect", JsonNodeFactory.instance.objectNode().put("profile", profile));
          if (svg != null) {
            Files.writeString(svg, new PairPicture(result).svg(), StandardCharsets.UTF_8);
          }
          if (csv) {
            PairLines.csv(result.path("pairTable"), out);
          } else if (options.json()) {
            out.println(result);
          } else {
            print(result, out);
          }
        });
  }

  private void print(JsonNode result, PrintWriter out) {
    out.println(Column.PATH.text().apply(result) + " " + result.path("key").asText());
    String normal = Times.local(result.path("normalTime"));
    out.println(
        Column.STATUS.text().apply(result) + (normal.equals("-") ? "" : ", normal at " + normal));
    out.println(
        "first seen %s, learned last %s"
            .formatted(
                Times.local(result.path("firstSeen")), Times.local(result.path("lastChange"))));
    COUNTERS.forEach(name -> out.println(name + " = " + result.path(name).asText()));
    out.println("distinct calls = " + result.path("distinctCalls").asText());
    out.println("pairs = " + result.path("pairs").asText() + " (each distance counted)");
    out.println(
        "grams = %s, sets of calls = %s"
            .formatted(result.path("grams").asText(), result.path("callSets").asText()));
    out.println(
        "since normal: calls with a missing gram = %s, scores over the limit = %s"
            .formatted(result.path("gramMisses").asText(), result.path("scoresOver").asText()));
    out.println();
    PairLines.top(result.path("pairTable"), Math.max(0, top), out);
    out.println();
    growth(result.path("growth"), out);
  }

  private static void growth(JsonNode points, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode point : points) {
      List<String> row = new ArrayList<>(List.of(Times.local(point.path("time"))));
      for (String field : List.of("calls", "sequences", "pairs", "distinctCalls", "anomalies")) {
        row.add(point.path(field).asText());
      }
      rows.add(row);
    }
    new Table(
            List.of("TIME", "CALLS", "SEQUENCES", "PAIRS", "DISTINCT", "ANOMALIES"),
            List.of(false, true, true, true, true, true))
        .print(rows, out);
  }
}
