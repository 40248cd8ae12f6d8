package dev.phleet.collector;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.collector.replay.AnomalyRows;
import dev.phleet.collector.replay.AnomalyRows.Style;
import dev.phleet.collector.replay.Playback;
import dev.phleet.collector.replay.Recording;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phleet replay}. Exit code 0: played, whatever was found; 2: wrong input or machine. */
@Command(
    name = "replay",
    description = {
      "Runs recorded calls through the detector in this kernel, and prints the anomalies (root).",
      "Nothing is attached: nothing that runs here is watched. Traces labelled train are learned"
          + " from, one profile a program; the others are tested against it."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Mixin private ReplayOptions options = new ReplayOptions();
  @Spec private CommandSpec spec;
  @ArgGroup private Form form = new Form();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Traces (a line each: label, program, id and calls between tabs), output of strace -f,"
              + " or events as phleet events --json prints them; gzip or not.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "All of this file is learned from, whatever its labels say. May be repeated.")
  private List<Path> trainFiles = new ArrayList<>();

  @Option(
      names = "--program",
      paramLabel = "NAME",
      defaultValue = "unknown",
      description =
          "In strace's output: what a process runs whose start was not recorded; default:"
              + " ${DEFAULT-VALUE}.")
  private String program;

  /** At most one of them. */
  static final class Form {
    @Option(names = "--csv", description = "The anomalies as CSV; the summary to standard error.")
    private boolean csv;

    @Option(
        names = "--json",
        description = "One JSON object an anomaly, and one with the summary at the end.")
    private boolean json;

    @Option(names = "--summary", description = "Only the summary.")
    private boolean summary;

    Style style() {
      return csv ? Style.CSV : json ? Style.JSON : summary ? Style.NONE : Style.TEXT;
    }
  }

  @Override
  public Integer call() {
    return options.run(
        spec,
        out -> {
          List<Recording> recordings = new ArrayList<>();
          trainFiles.forEach(file -> recordings.add(new Recording(file, true)));
          files.forEach(file -> recordings.add(new Recording(file, false)));
          if (recordings.isEmpty()) {
            throw options.wrong(spec, "name at least one FILE");
          }
          AnomalyRows rows = new AnomalyRows(form.style(), options.calls(), out);
          try (Playback playback = new Playback(options.settings(), rows)) {
            playback.play(recordings, options.calls(), program);
            summarise(playback, rows, out);
          }
        });
  }

  private void summarise(Playback playback, AnomalyRows rows, PrintWriter out) {
    if (form.json) {
      out.println(json(playback, rows));
      return;
    }
    PrintWriter to = form.csv ? spec.commandLine().getErr() : out;
    to.printf(
        Locale.ROOT,
        "learned  %,d programs from %s%n",
        playback.programs(),
        figures(playback.trained()));
    to.printf(
        Locale.ROOT,
        "tested   %s%nfound    %,d anomalies in %,d traces%n",
        figures(playback.tested()),
        rows.anomalies(),
        rows.traces());
    playback
        .untrained()
        .forEach(
            (name, traces) ->
                to.printf(
                    Locale.ROOT,
                    "left out %,d traces of %s, which learned nothing%n",
                    traces,
                    name.replaceAll("\\p{Cntrl}", "?")));
    to.flush();
  }

  private static String figures(Playback.Figures figures) {
    return String.format(
        Locale.ROOT,
        "%,d traces, %,d calls, %.1f million calls a second in the kernel",
        figures.traces(),
        figures.calls(),
        figures.callsASecond() / 1e6);
  }

  private static ObjectNode json(Playback playback, AnomalyRows rows) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode summary = root.putObject("summary").put("programs", playback.programs());
    put(summary.putObject("trained"), playback.trained());
    put(summary.putObject("tested"), playback.tested());
    summary.put("anomalies", rows.anomalies()).put("tracesWithAnomalies", rows.traces());
    ObjectNode leftOut = summary.putObject("leftOut");
    playback.untrained().forEach(leftOut::put);
    return root;
  }

  private static void put(ObjectNode node, Playback.Figures figures) {
    node.put("traces", figures.traces())
        .put("calls", figures.calls())
        .put("callsASecond", Math.round(figures.callsASecond()));
  }
}
