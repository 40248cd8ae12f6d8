package dev.phleet.analyzer.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;

/** How Kafka Streams and the connection to the broker are. */
public final class Health {
  private final Supplier<Optional<KafkaStreams>> streams;
  private final Supplier<String> self;

  /**
   * Looks when it is asked.
   *
   * @param streams the client, once there is one
   * @param self {@code host:port} of this instance, as the others know it
   */
  public Health(Supplier<Optional<KafkaStreams>> streams, Supplier<String> self) {
    this.streams = streams;
    this.self = self;
  }

  /** Whether it reads records and answers from its state. */
  public boolean isReady() {
    return streams.get().filter(s -> s.state() == KafkaStreams.State.RUNNING).isPresent();
  }

  /** All of it. */
  ObjectNode report() {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    Optional<KafkaStreams> client = streams.get();
    report.put("ready", isReady()).put("instance", self.get());
    report.put("state", client.map(c -> c.state().name()).orElse("STARTING"));
    report.put("brokerConnected", client.map(c -> connections(c.metrics()) > 0).orElse(false));
    report.put("lag", client.map(c -> lag(c.metrics())).orElse(0L));
    var instances = report.putArray("instances");
    client.ifPresent(c -> clients(c).forEach(m -> instances.add(m.host() + ":" + m.port())));
    return report;
  }

  private static Collection<StreamsMetadata> clients(KafkaStreams client) {
    return client.state().isRunningOrRebalancing()
        ? client.metadataForAllStreamsClients()
        : List.of();
  }

  /** Records that this instance has not read yet, of all partitions it is to read. */
  private static long lag(Map<?, ? extends Metric> metrics) {
    return (long) sum(metrics, "records-lag");
  }

  private static double connections(Map<?, ? extends Metric> metrics) {
    return sum(metrics, "connection-count");
  }

  private static double sum(Map<?, ? extends Metric> metrics, String name) {
    return metrics.values().stream()
        .filter(m -> m.metricName().name().equals(name))
        .filter(m -> isMainConsumer(m.metricName().tags().getOrDefault("client-id", "")))
        .mapToDouble(m -> m.metricValue() instanceof Double value && value > 0 ? value : 0)
        .sum();
  }

  private static boolean isMainConsumer(String clientId) {
    return clientId.endsWith("-consumer") && !clientId.endsWith("-restore-consumer");
  }
}
