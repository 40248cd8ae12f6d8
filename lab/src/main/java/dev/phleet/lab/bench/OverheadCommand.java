package dev.phleet.lab.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phleet bench overhead}. */
@Command(
    name = "overhead",
    description = "What the detector adds to a system call, compared with an empty program.",
    mixinStandardHelpOptions = true)
final class OverheadCommand implements Callable<Integer> {
  private static final int CALLS = 10_000;
  private static final int CHUNKS = 30;

  @Spec private CommandSpec spec;

  @Option(names = "--rounds", description = "Samples of each (default: ${DEFAULT-VALUE}).")
  private int rounds = 15;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    return Measuring.run(
        spec,
        () -> {
          OverheadFigures figures =
              new OverheadBench(rounds, CALLS, CHUNKS, Neighbours.ofThisProcess(), this::progress)
                  .run();
          PrintWriter out = spec.commandLine().getOut();
          out.print(json ? asJson(figures) + "\n" : asText(figures));
          out.flush();
        });
  }

  private void progress(int round) {
    if (round == 1 || round % 5 == 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("bench: round " + round + " of " + rounds);
      err.flush();
    }
  }

  private String asText(OverheadFigures figures) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "getppid, %d rounds of %d x %d calls, ns a call: median (quartiles)%n",
            rounds,
            CHUNKS,
            CALLS));
    text.append(
        String.format(
            Locale.ROOT, "%-10s %8s %17s %8s %17s %8s%n", "", "takes", "", "adds", "", "x empty"));
    for (String subject : figures.subjects()) {
      Spread cost = figures.cost(subject);
      text.append(
          String.format(Locale.ROOT, "%-10s %8.1f %17s", subject, cost.median(), quartiles(cost)));
      if (!subject.equals(OverheadFigures.BARE)) {
        Spread added = figures.added(subject);
        text.append(
            String.format(
                Locale.ROOT,
                " %8.1f %17s %8.2f",
                added.median(),
                quartiles(added),
                figures.ratio(subject)));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String quartiles(Spread spread) {
    return String.format(Locale.ROOT, "(%.1f..%.1f)", spread.low(), spread.high());
  }

  private ObjectNode asJson(OverheadFigures figures) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("bench", "overhead").put("call", "getppid").put("unit", "ns/call");
    object.put("rounds", rounds).put("callsPerRound", CALLS * CHUNKS);
    for (String subject : figures.subjects()) {
      ObjectNode node = object.putObject(subject);
      put(node, "takes", figures.cost(subject));
      if (!subject.equals(OverheadFigures.BARE)) {
        put(node, "adds", figures.added(subject));
        node.put("timesEmpty", figures.ratio(subject));
      }
    }
    return object;
  }

  private static void put(ObjectNode node, String name, Spread spread) {
    node.putObject(name)
        .put("median", spread.median())
        .put("low", spread.low())
        .put("high", spread.high());
  }
}
