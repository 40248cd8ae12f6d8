package dev.phleet.collector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.collector.config.CollectorConfig;
import dev.phleet.collector.config.ConfigException;
import dev.phleet.collector.doctor.Check;
import dev.phleet.collector.doctor.Check.Verdict;
import dev.phleet.collector.doctor.Doctor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phleet doctor}. Exit code 0: the collector can run here; 2: it cannot. */
@Command(
    name = "doctor",
    description = "What this machine can and cannot do for a collector, and the mend for each.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final int CANNOT = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The collector's configuration: whether it is well, Kafka and the registry.")
  private Path file;

  @Option(
      names = "--profiles",
      paramLabel = "DIRECTORY",
      description = "Where profiles are kept (default: ${DEFAULT-VALUE}).")
  private Path profiles = Path.of("/var/lib/phleet/profiles");

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    List<Check> checks = new ArrayList<>();
    Optional<CollectorConfig> config = config(checks);
    checks.addAll(new Doctor().examine(config, profiles));
    boolean able = checks.stream().noneMatch(check -> check.verdict() == Verdict.FAILURE);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(checks, able));
    } else {
      checks.forEach(check -> print(out, check));
      out.println(able ? "The collector can run here." : "The collector cannot run here.");
    }
    out.flush();
    return able ? 0 : CANNOT;
  }

  private Optional<CollectorConfig> config(List<Check> checks) {
    if (file == null) {
      return Optional.empty();
    }
    try {
      CollectorConfig config = CollectorConfig.from(CollectorConfig.read(file));
      checks.add(new Check("configuration", Verdict.OK, file.toString(), ""));
      return Optional.of(config);
    } catch (ConfigException wrong) {
      checks.add(
          new Check("configuration", Verdict.FAILURE, wrong.getMessage(), "correct " + file));
      return Optional.empty();
    }
  }

  private static void print(PrintWriter out, Check check) {
    String word = check.verdict().name().toLowerCase(Locale.ROOT);
    out.printf("%-8s %-17s %s%n", word, check.name(), check.found());
    if (!check.mend().isEmpty()) {
      out.printf("%-8s %-17s -> %s%n", "", "", check.mend());
    }
  }

  private static ObjectNode asJson(List<Check> checks, boolean able) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("able", able);
    ArrayNode array = object.putArray("checks");
    for (Check check : checks) {
      array
          .addObject()
          .put("name", check.name())
          .put("verdict", check.verdict().name().toLowerCase(Locale.ROOT))
          .put("found", check.found())
          .put("mend", check.mend());
    }
    return object;
  }
}
