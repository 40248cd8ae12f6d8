package dev.phleet.lab.images;

import dev.phleet.analyzer.config.AnalyzerConfig;
import dev.phleet.analyzer.config.ConfigReader;
import dev.phleet.collector.config.CollectorConfig;
import dev.phleet.collector.config.ConfigSources;
import dev.phleet.lab.images.ComposeFile.Service;
import dev.phleet.lab.images.Dockerfile.Instruction;
import dev.phleet.lab.images.Dockerfile.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import org.apache.kafka.server.config.AbstractKafkaConfig;

/** What environment variables say, read by the classes that will read them. One line a problem. */
final class EnvironmentCheck {
  /** Of Kafka's images: no keys of the broker. */
  private static final Set<String> LAUNCHER = Set.of("KAFKA_HEAP_OPTS", "KAFKA_OPTS");

  /** Those that the documentation of Confluent's images names and that are in use here. */
  private static final Set<String> CONFLUENT =
      Set.of(
          "SCHEMA_REGISTRY_HOST_NAME",
          "SCHEMA_REGISTRY_LISTENERS",
          "SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS",
          "SCHEMA_REGISTRY_KAFKASTORE_TOPIC_REPLICATION_FACTOR",
          "SCHEMA_REGISTRY_HEAP_OPTS",
          "KSQL_BOOTSTRAP_SERVERS",
          "KSQL_LISTENERS",
          "KSQL_KSQL_SERVICE_ID",
          "KSQL_KSQL_SCHEMA_REGISTRY_URL",
          "KSQL_KSQL_STREAMS_AUTO_OFFSET_RESET",
          "KSQL_KSQL_STREAMS_CONSUMER_ISOLATION_LEVEL",
          "KSQL_HEAP_OPTS");

  private final Dockerfile dockerfile;
  private final ComposeFile compose;
  private final List<String> problems = new ArrayList<>();

  EnvironmentCheck(ProjectTree tree) {
    this.dockerfile = tree.dockerfile();
    this.compose = tree.compose();
  }

  List<String> problems() {
    compose.services().values().forEach(this::service);
    return problems;
  }

  private void service(Service service) {
    String stage = service.stage().orElse("");
    Map<String, String> environment = withImage(stage, service.environment());
    try {
      if (stage.equals("collector")) {
        collector(environment);
      } else if (stage.equals("analyzer")) {
        analyzer(service, environment);
      } else if (stage.equals("demo")) {
        // The lab hands everything to its collectors.
        new ConfigSources(Optional.empty(), environment, Map.of()).read();
      }
    } catch (RuntimeException wrong) {
      problems.add(service.name() + ": " + wrong.getMessage());
    }
    service.environment().forEach((key, value) -> foreign(service.name(), key));
    broker(service);
  }

  private static void collector(Map<String, String> environment) {
    Map<String, ConfigSources.Setting> read =
        new ConfigSources(Optional.empty(), environment, Map.of("host.id", "h")).read();
    CollectorConfig.from(ConfigSources.texts(read));
  }

  private void analyzer(Service service, Map<String, String> environment) {
    AnalyzerConfig config = ConfigReader.read(Optional.empty(), environment);
    config
        .http()
        .tokenFile()
        .map(Object::toString)
        .filter(file -> service.mounts().stream().noneMatch(m -> file.startsWith(m[1] + "/")))
        .ifPresent(file -> problems.add(service.name() + " reads " + file + ", not mounted"));
    String state = config.stateDir().toString();
    boolean started = service.text("restart").isPresent();
    if (started && service.mounts().stream().noneMatch(mount -> mount[1].equals(state))) {
      problems.add(service.name() + " keeps its state in " + state + ", which is no volume");
    }
  }

  private void foreign(String service, String key) {
    boolean confluent = key.startsWith("SCHEMA_REGISTRY_") || key.startsWith("KSQL_");
    if (confluent && !CONFLUENT.contains(key)) {
      problems.add(service + ": " + key + " is not known");
    }
  }

  /** The variables of Kafka's image are keys of the broker, which tells whether values fit. */
  private void broker(Service service) {
    Map<String, String> values = new HashMap<>();
    service
        .environment()
        .forEach(
            (variable, value) -> {
              if (variable.startsWith("KAFKA_") && !LAUNCHER.contains(variable)) {
                values.put(variable.substring(6).toLowerCase(Locale.ROOT).replace('_', '.'), value);
              }
            });
    values.keySet().stream()
        .filter(key -> !AbstractKafkaConfig.CONFIG_DEF.names().contains(key))
        .forEach(key -> problems.add(service.name() + ": Kafka has no key " + key));
    if (!values.isEmpty()) {
      try {
        // Looks at how they fit together, too.
        var unused = new KafkaConfig(values, false);
      } catch (RuntimeException wrong) {
        problems.add(service.name() + ": " + wrong.getMessage());
      }
    }
  }

  private Map<String, String> withImage(String stage, Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>();
    for (Optional<Stage> s = dockerfile.stage(stage);
        s.isPresent();
        s = dockerfile.stage(s.get().base())) {
      s.get().steps().stream()
          .filter(step -> step.keyword().equals("ENV"))
          .map(Instruction::words)
          .flatMap(List::stream)
          .map(pair -> pair.split("=", 2))
          .forEach(pair -> all.putIfAbsent(pair[0], pair[1]));
    }
    all.putAll(environment);
    return all;
  }
}
