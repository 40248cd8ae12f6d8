package dev.phleet.analyzer.config;

import dev.phleet.schemas.spelling.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka's keys that are known here, so that a slip of the keyboard is not passed on in silence. */
final class KafkaKeys {
  private static final int SLIP = 2;
  private static final List<String> REGISTRY =
      List.of(
          "schema.registry.url",
          "auto.register.schemas",
          "use.latest.version",
          "normalize.schemas",
          "basic.auth.credentials.source",
          "basic.auth.user.info",
          "bearer.auth.credentials.source",
          "bearer.auth.token",
          "http.connect.timeout.ms",
          "http.read.timeout.ms",
          "max.retries",
          "retries.wait.ms",
          "retries.max.wait.ms");
  private static final List<String> CLIENT_PREFIXES =
      List.of(
          "main.consumer.",
          "restore.consumer.",
          "global.consumer.",
          "consumer.",
          "producer.",
          "admin.");

  private KafkaKeys() {}

  /**
   * The key that was probably meant, if this one is unknown and close to a known one. Other unknown
   * keys are allowed: plug-ins of Kafka bring their own.
   */
  static Optional<String> slip(String key) {
    String bare = bare(key);
    Set<String> known = known();
    if (known.contains(bare) || bare.startsWith("topic.")) {
      return Optional.empty();
    }
    String prefix = key.substring(0, key.length() - bare.length());
    return Nearest.to(bare, known, SLIP).map(name -> prefix + name);
  }

  private static String bare(String key) {
    return CLIENT_PREFIXES.stream()
        .filter(key::startsWith)
        .findFirst()
        .map(prefix -> key.substring(prefix.length()))
        .orElse(key);
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>(REGISTRY);
    known.addAll(StreamsConfig.configDef().names());
    known.addAll(ConsumerConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    known.addAll(AdminClientConfig.configNames());
    return known;
  }
}
