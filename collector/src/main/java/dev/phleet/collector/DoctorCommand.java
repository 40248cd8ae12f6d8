package dev.phleet.collector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.collector.config.CollectorConfig;
import dev.phleet.collector.config.ConfigException;
import dev.phleet.collector.config.ConfigSources;
import dev.phleet.collector.config.Key;
import dev.phleet.collector.doctor.Check;
import dev.phleet.collector.doctor.Check.Verdict;
import dev.phleet.collector.doctor.Doctor;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
      description =
          "The collector's configuration: whether it is well, where profiles are kept, Kafka and"
              + " the registry. Default: /etc/phleet/collector.conf, when it exists.")
  private Path file;

  @Option(
      names = "--profiles",
      paramLabel = "DIRECTORY",
      description = "Where profiles are kept; default: what the configuration says.")
  private Path profiles;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    List<Check> checks = new ArrayList<>();
    Map<String, String> texts = new TreeMap<>();
    Optional<CollectorConfig> config = config(texts, checks);
    checks.addAll(new Doctor().examine(config, profiles(texts)));
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

  /** As the collector would read it; without a file and without Kafka there is nothing to judge. */
  private Optional<CollectorConfig> config(Map<String, String> texts, List<Check> checks) {
    var sources = new ConfigSources(Optional.ofNullable(file), System.getenv(), Map.of());
    boolean isFile = file != null || Files.exists(ConfigSources.DEFAULT_FILE);
    String from =
        isFile ? sources.file().orElse(ConfigSources.DEFAULT_FILE).toString() : "PHLEET_*";
    try {
      texts.putAll(ConfigSources.texts(sources.read()));
      if (!isFile && texts.keySet().stream().noneMatch(key -> key.startsWith(Key.KAFKA))) {
        return Optional.empty();
      }
      CollectorConfig config = CollectorConfig.from(texts);
      checks.add(new Check("configuration", Verdict.OK, from, ""));
      return Optional.of(config);
    } catch (ConfigException wrong) {
      checks.add(
          new Check("configuration", Verdict.FAILURE, wrong.getMessage(), "correct " + from));
      return Optional.empty();
    }
  }

  private Optional<Path> profiles(Map<String, String> texts) {
    try {
      return profiles == null ? CollectorConfig.profilesDirectory(texts) : Optional.of(profiles);
    } catch (ConfigException wrong) {
      // It was said of the configuration already.
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
