package dev.phleet.lab.bench;

import dev.phleet.schemas.spelling.Nearest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phleet bench overhead}. */
@Command(
    name = "overhead",
    description = {
      "What the detector adds to system calls, signals, pipes, new processes and a compile, bare and"
          + " beside programs that do nothing on the same hooks, with what the thesis on ebpH"
          + " reports. Takes some minutes; leave the machine alone meanwhile.",
      "Rows: getppid, threads (getppid in two at once), read, write, stat, open/close, select and"
          + " select-tcp (100 descriptors), signal-install, signal, pipe and unix (there and back),"
          + " fork+exit, fork+execve, fork+sh, compile (libraries from Debian's"
          + " package libstb-dev, downloaded when it is not installed), compile-small."
    },
    mixinStandardHelpOptions = true)
final class OverheadCommand implements Callable<Integer> {
  private static final int MOST_ROUNDS = 10_000;

  @Spec private CommandSpec spec;

  @Option(names = "--rounds", description = "Samples of each (default: ${DEFAULT-VALUE}).")
  private int rounds = 15;

  @Option(
      names = "--rows",
      paramLabel = "ROW",
      split = ",",
      description = "Only these, separated by commas (default: all).")
  private List<String> rows = new ArrayList<>();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw wrong("--rounds takes a number from 1 to " + MOST_ROUNDS);
    }
    List<OverheadRow> chosen = chosen();
    return Measuring.run(
        spec,
        () -> {
          OverheadTable table =
              new OverheadBench(
                      new OverheadBench.Effort(rounds, 1),
                      chosen,
                      Neighbours.ofThisProcess(),
                      this::progress)
                  .run();
          PrintWriter out = spec.commandLine().getOut();
          out.print(json ? OverheadJson.of(table) + "\n" : new OverheadText(table).print());
          out.flush();
        });
  }

  private List<OverheadRow> chosen() {
    int cpus = Runtime.getRuntime().availableProcessors();
    if (rows.isEmpty()) {
      return OverheadRow.possible(cpus);
    }
    List<OverheadRow> chosen = rows.stream().map(this::row).distinct().sorted().toList();
    for (OverheadRow row : chosen) {
      if (row.cpus() > cpus) {
        throw wrong("the row %s needs %d CPUs".formatted(row.label(), row.cpus()));
      }
    }
    return chosen;
  }

  private OverheadRow row(String label) {
    return OverheadRow.named(label)
        .orElseThrow(
            () ->
                wrong(
                    "no row '%s'%s; the rows are %s"
                        .formatted(label, meant(label), OverheadRow.labels())));
  }

  private static String meant(String label) {
    return Nearest.to(label, Arrays.stream(OverheadRow.values()).map(OverheadRow::label).toList())
        .map(near -> ": did you mean " + near + "?")
        .orElse("");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void progress(String done) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("bench: " + done);
    err.flush();
  }
}
