package dev.phleet.collector;

import dev.phleet.collector.evaluate.Alarm;
import dev.phleet.collector.evaluate.DataSet;
import dev.phleet.collector.evaluate.Evaluation;
import dev.phleet.collector.evaluate.EvaluationJson;
import dev.phleet.collector.evaluate.EvaluationTable;
import dev.phleet.collector.evaluate.RocPicture;
import dev.phleet.collector.evaluate.Score;
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

/** {@code phleet evaluate}. Exit code 0: done, whatever the figures; 2: wrong input or machine. */
@Command(
    name = "evaluate",
    description = {
      "How well the detector tells attacks from normal behaviour, on labelled traces (root).",
      "Each file of the directory is a data set: traces labelled train are learned from, one"
          + " profile a program, those labelled normal or attack:<family> are tested by this"
          + " kernel. Traces are of one incident when their ids agree up to the first slash."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private ReplayOptions options = new ReplayOptions();
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIRECTORY",
      description = "Its *.txt and *.txt.gz: a trace a line, as phleet replay reads them.")
  private Path directory;

  @Option(names = "--json", description = "One JSON object, with the curves.")
  private boolean json;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Also writes a picture of the curves.")
  private Path svg;

  @Override
  public Integer call() {
    return options.run(
        spec,
        out -> {
          List<DataSet> dataSets = new ArrayList<>();
          List<Evaluation> evaluations = new ArrayList<>();
          for (Path file : DataSet.files(directory)) {
            DataSet set = DataSet.play(file, options.calls(), options.settings());
            dataSets.add(set);
            evaluations.addAll(
                Evaluation.of(set.name(), set.judged(), Alarm.of(options.settings()), Score.ALL));
          }
          if (svg != null) {
            Files.writeString(svg, new RocPicture(evaluations).svg());
          }
          if (json) {
            out.println(EvaluationJson.of(dataSets, evaluations));
          } else {
            new EvaluationTable(evaluations).print(out);
          }
        });
  }
}
