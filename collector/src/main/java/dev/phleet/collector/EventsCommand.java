package dev.phleet.collector;

import dev.phleet.collector.config.CollectorConfig;
import dev.phleet.collector.config.ConfigException;
import dev.phleet.collector.config.Key;
import dev.phleet.collector.events.EventsRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code phleet events}: the topics, decoded. */
@Command(
    name = "events",
    description = "Prints the topics, decoded, one line a record.",
    mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "TOPIC",
      description = "Topics without prefix, e.g. anomalies incidents; all when none is named.")
  private List<String> topics = new ArrayList<>();

  @Option(names = "-f", description = "Follow: print what comes, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--from-beginning", description = "With -f: what is there already comes first.")
  private boolean fromBeginning;

  @Option(names = "--json", description = "One JSON object a line: topic, key, value.")
  private boolean json;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file of a collector or analyzer: topics.prefix and kafka.* count.")
  private Path file;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka; default 127.0.0.1:9092.")
  private String servers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Schema registry; default http://127.0.0.1:8081.")
  private String registry;

  @Option(names = "--prefix", paramLabel = "PREFIX", description = "Default: phleet.")
  private String prefix;

  @Override
  public Integer call() {
    try {
      Map<String, String> texts = file == null ? Map.of() : CollectorConfig.read(file);
      Map<String, String> kafka = new TreeMap<>();
      kafka.put("bootstrap.servers", "127.0.0.1:9092");
      kafka.put("schema.registry.url", "http://127.0.0.1:8081");
      texts.forEach(
          (key, value) -> {
            if (key.startsWith(Key.KAFKA)) {
              kafka.put(key.substring(Key.KAFKA.length()), value);
            }
          });
      if (servers != null) {
        kafka.put("bootstrap.servers", servers);
      }
      if (registry != null) {
        kafka.put("schema.registry.url", registry);
      }
      String start = texts.getOrDefault(Key.TOPICS_PREFIX.text(), Key.TOPICS_PREFIX.defaultText());
      new EventsRun(kafka, prefix == null ? start : prefix, topics, json)
          .print(follow, fromBeginning);
      return 0;
    } catch (ConfigException | KafkaException unable) {
      System.err.println("phleet events: " + unable.getMessage());
      return 2;
    }
  }
}
