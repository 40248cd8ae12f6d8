package dev.phleet.analyzer;

import dev.phleet.analyzer.api.AcknowledgementTopic;
import dev.phleet.analyzer.api.ApiServer;
import dev.phleet.analyzer.api.Health;
import dev.phleet.analyzer.api.Metrics;
import dev.phleet.analyzer.api.Sources;
import dev.phleet.analyzer.config.AnalyzerConfig;
import dev.phleet.analyzer.evidence.AnomalyTopic;
import dev.phleet.analyzer.live.EventHub;
import dev.phleet.analyzer.live.LiveTopics;
import dev.phleet.analyzer.live.RecentAnomalies;
import dev.phleet.analyzer.query.ExecutableStore;
import dev.phleet.analyzer.query.Fleetwide;
import dev.phleet.analyzer.query.HostStore;
import dev.phleet.analyzer.query.IncidentStore;
import dev.phleet.analyzer.query.LocalStores;
import dev.phleet.analyzer.query.PartitionCounts;
import dev.phleet.analyzer.topology.StoreNames;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.serde.AvroDeserializer;
import dev.phleet.schemas.serde.AvroSerde;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people see of a running analyzer: the HTTP server and all that it asks. Open before Kafka
 * Streams runs, so that whoever asks is told what it waits for.
 */
final class Front implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Front.class);
  private static final int WAITING_EVENTS = 1000;
  private static final Duration SEARCHING = Duration.ofSeconds(4);

  private final AnalyzerConfig config;
  private final ApiServer server;
  private final EventHub hub = new EventHub(ApiServer.LISTENERS, WAITING_EVENTS);
  private final RecentAnomalies anomalies = new RecentAnomalies();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private Metrics metrics;

  private Front(AnalyzerConfig config) {
    this.config = config;
    server = new ApiServer(config.http(), hub);
  }

  /**
   * Opens it, if it is to be open at all.
   *
   * @param streams the client, once there is one
   * @throws dev.phleet.analyzer.config.ConfigException when it cannot listen
   */
  static Optional<Front> open(AnalyzerConfig config, Supplier<Optional<KafkaStreams>> streams) {
    if (!config.http().enabled()) {
      return Optional.empty();
    }
    Front front = new Front(config);
    try {
      front.start(streams);
      return Optional.of(front);
    } catch (RuntimeException e) {
      front.close();
      throw e;
    }
  }

  private void start(Supplier<Optional<KafkaStreams>> streams) {
    PartitionCounts counts =
        keep(
            new PartitionCounts(
                Admin.create(settings(AdminClientConfig.configNames())),
                config.kafka().get("application.id")));
    AcknowledgementTopic acknowledgements =
        keep(
            new AcknowledgementTopic(
                new KafkaProducer<>(
                    settings(ProducerConfig.configNames()),
                    new StringSerializer(),
                    AvroSerde.of(Acknowledgement.class, config.kafka()).serializer()),
                config.topicsPrefix()));
    metrics = keep(new Metrics(streams));
    Fleetwide fleet =
        new Fleetwide(
            new LocalStores(streams),
            server.peers(),
            counts,
            () -> HostInfo.buildFromEndpoint(server.advertised()));
    server.start(
        new Sources(
            new IncidentStore(fleet, StoreNames.INCIDENTS),
            new HostStore(fleet, StoreNames.HOSTS),
            new ExecutableStore(fleet),
            new AnomalyTopic(
                this::consumer,
                values(),
                Topics.ANOMALIES.nameWith(config.topicsPrefix()),
                SEARCHING),
            anomalies,
            acknowledgements,
            new Health(streams, server::advertised),
            metrics));
  }

  /** Starts to tell what happens, once the topics are there. */
  void follow() {
    LiveTopics live =
        keep(new LiveTopics(consumer(), values(), config.topicsPrefix(), hub, anomalies));
    metrics.count("phleet.live.unreadable", "Records not shown live", live, LiveTopics::unreadable);
    live.start();
  }

  /** Reads committed records, and belongs to no group. */
  private Consumer<String, byte[]> consumer() {
    Map<String, Object> settings = settings(ConsumerConfig.configNames());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private AvroDeserializer<SpecificRecord> values() {
    AvroDeserializer<SpecificRecord> values = new AvroDeserializer<>();
    values.configure(config.kafka(), false);
    return values;
  }

  /** {@code host:port} under which the other instances reach this one. */
  String advertised() {
    return server.advertised();
  }

  /** Where the dashboard is. */
  String url() {
    return server.url();
  }

  private synchronized <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  private Map<String, Object> settings(Set<String> known) {
    Map<String, Object> settings = new HashMap<>();
    config
        .kafka()
        .forEach(
            (key, value) -> {
              if (known.contains(key)) {
                settings.put(key, value);
              }
            });
    return settings;
  }

  @Override
  public synchronized void close() {
    server.close();
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.debug("Closing", e);
      }
    }
  }
}
