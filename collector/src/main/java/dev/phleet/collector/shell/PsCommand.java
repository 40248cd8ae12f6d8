package dev.phleet.collector.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phleet ps}: what the collector of this host watches. */
@Command(
    name = "ps",
    description = "Lists watched processes, threads or profiles of this host (root).",
    mixinStandardHelpOptions = true)
public final class PsCommand implements Callable<Integer> {
  private static final String CLEAR = "\033[H\033[2J";

  @Mixin private ClientOptions options = new ClientOptions();
  @Spec private CommandSpec spec;

  @ArgGroup private What what = new What();

  /** At most one of them. */
  static final class What {
    @Option(names = "-t", description = "Threads instead of processes.")
    private boolean threads;

    @Option(names = "-p", description = "Profiles instead of processes.")
    private boolean profiles;
  }

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      description = "By this column; --sort=-COLUMN for the greatest first.")
  private String sort;

  @Option(
      names = "--filter",
      paramLabel = "[COLUMN=]TEXT",
      description =
          "Only rows that contain the text, there or anywhere. May be repeated: all hold.")
  private List<String> filters = new ArrayList<>();

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = "2",
      description = "Again and again, until Ctrl-C; every 2 seconds when no number is given.")
  private Integer watch;

  @Override
  public Integer call() {
    if (watch != null && watch < 1) {
      throw new ParameterException(spec.commandLine(), "--watch: at least 1 second, not " + watch);
    }
    RowFilter filter = new RowFilter(columns(), spec.commandLine());
    Optional<Comparator<JsonNode>> order = Optional.ofNullable(sort).map(filter::order);
    List<Predicate<JsonNode>> wanted = filters.stream().map(filter::predicate).toList();
    return Outcome.of(
        spec,
        out -> {
          print(rows(order, wanted), out);
          while (watch != null && pause()) {
            print(rows(order, wanted), out);
          }
        });
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    if (what.profiles) {
      columns.addAll(List.of(Column.KEY, Column.PATH));
    } else {
      columns.add(Column.PID);
      if (what.threads) {
        columns.add(Column.TID);
      }
      columns.add(Column.COMM);
    }
    columns.addAll(List.of(Column.STATUS, Column.COUNT, Column.LAST_MOD));
    columns.addAll(List.of(Column.ANOMALIES, Column.NORMAL_TIME));
    return columns;
  }

  private List<JsonNode> rows(
      Optional<Comparator<JsonNode>> order, List<Predicate<JsonNode>> wanted)
      throws UnavailableException {
    String kind = what.profiles ? "profiles" : what.threads ? "threads" : "processes";
    List<JsonNode> rows = new ArrayList<>();
    options
        .client()
        .ask("ps", JsonNodeFactory.instance.objectNode().put("what", kind))
        .forEach(rows::add);
    rows.removeIf(row -> !wanted.stream().allMatch(w -> w.test(row)));
    order.ifPresent(rows::sort);
    return rows;
  }

  private void print(List<JsonNode> rows, PrintWriter out) {
    if (options.json()) {
      rows.forEach(out::println);
    } else {
      if (watch != null && isTerminal()) {
        out.print(CLEAR);
      }
      List<Column> columns = columns();
      new Table(
              columns.stream().map(Column::name).toList(),
              columns.stream().map(Column::number).toList())
          .print(
              rows.stream()
                  .map(row -> columns.stream().map(column -> column.text().apply(row)).toList())
                  .toList(),
              out);
    }
    out.flush();
  }

  private static boolean isTerminal() {
    try {
      String output = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty");
    } catch (IOException unknown) {
      return false;
    }
  }

  private boolean pause() {
    try {
      Thread.sleep(Duration.ofSeconds(watch).toMillis());
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
