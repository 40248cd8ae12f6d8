package dev.phleet.examples;

import dev.phleet.analyzer.Analyzer;
import dev.phleet.analyzer.config.ConfigReader;
import dev.phleet.lab.broker.BrokerSettings;
import dev.phleet.lab.broker.EmbeddedBroker;
import dev.phleet.lab.registry.SchemaRegistry;
import dev.phleet.lab.simulation.FleetShape;
import dev.phleet.lab.simulation.FleetWriter;
import dev.phleet.lab.simulation.SimulatedFleet;
import dev.phleet.lab.simulation.SimulatedRecord;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.serde.AvroDeserializer;
import dev.phleet.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A real broker and registry, and on the topics the life of one incident: a small fleet, a surprise
 * on three hosts of it, and what a real analyzer made of that.
 */
final class Servers implements AutoCloseable {
  static final int HOSTS = 3;
  private static final int PROGRAMS = 2;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final EmbeddedBroker broker;
  private final SchemaRegistry registry;

  Servers(Path directory) throws Exception {
    broker = EmbeddedBroker.start(BrokerSettings.anyPort(directory.resolve("broker")));
    registry = SchemaRegistry.start(broker.bootstrapServers(), 0);
    Map<String, String> config = new HashMap<>();
    config.put("kafka.bootstrap.servers", bootstrap());
    config.put("kafka.schema.registry.url", registryUrl());
    config.put("state.dir", directory.resolve("state").toString());
    config.put("http.enabled", "false");
    config.put("ocsf.findings", "all");
    config.put("incident.quiet", "2s");
    // Only the surprise is to be told.
    List.of("varied", "takeover", "burst", "stranger", "silence", "gap")
        .forEach(rule -> config.put("rule." + rule + ".enabled", "false"));
    try (Analyzer analyzer = new Analyzer(ConfigReader.read(config))) {
      analyzer.start();
      write();
      await(Topics.OCSF, all -> all.stream().anyMatch(r -> says(r, "Detection Finding: Close")));
    }
  }

  private static boolean says(ConsumerRecord<String, byte[]> record, String text) {
    return new String(record.value(), StandardCharsets.UTF_8).contains(text);
  }

  private void write() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    SimulatedFleet fleet =
        new SimulatedFleet(new FleetShape(23, HOSTS, PROGRAMS, now, Duration.ofMinutes(5)));
    try (FleetWriter out = new FleetWriter(bootstrap(), registryUrl(), Topics.DEFAULT_PREFIX, 0)) {
      fleet.hosts(out);
      for (SimulatedRecord record : fleet.outbreak(1, HOSTS, now)) {
        // These clocks are right: the incident closes when it has been quiet for two seconds.
        ((Anomaly) record.value()).setTime(now);
        out.accept(record);
      }
      out.flush();
    }
  }

  String bootstrap() {
    return broker.bootstrapServers();
  }

  String registryUrl() {
    return registry.url();
  }

  /** Creates topics with one partition each, so that there is one order. */
  void create(String... names) throws Exception {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap()))) {
      List<NewTopic> topics = new ArrayList<>();
      for (String name : names) {
        topics.add(new NewTopic(name, 1, (short) 1));
      }
      admin.createTopics(topics).all().get();
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrap()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** Sends one value, as it is, and waits until the broker has it. */
  void send(String topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer = producer()) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  /** An event in the wire format. */
  byte[] bytes(String topic, SpecificRecord event) {
    try (var serializer = new AvroSerializer<SpecificRecord>()) {
      serializer.configure(Map.of("schema.registry.url", registryUrl()), false);
      return serializer.serialize(topic, event);
    }
  }

  /** Every committed record of a topic. */
  List<ConsumerRecord<String, byte[]>> records(Topic<?> topic) {
    return await(topic, all -> true);
  }

  /** Every revision of the one incident, in order. */
  List<Incident> incidents() {
    List<Incident> incidents = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records(Topics.INCIDENTS)) {
      incidents.add(read(Incident.class, record));
    }
    return incidents;
  }

  <T extends SpecificRecord> T read(Class<T> type, ConsumerRecord<String, byte[]> record) {
    try (AvroDeserializer<T> values = new AvroDeserializer<>(type)) {
      values.configure(Map.of("schema.registry.url", registryUrl()), false);
      return values.deserialize(record.topic(), record.value());
    }
  }

  /** Whether the last revision closes the incident. */
  static boolean isClosed(List<Incident> incidents) {
    return incidents.get(incidents.size() - 1).getStatus() == IncidentStatus.CLOSED;
  }

  private List<ConsumerRecord<String, byte[]>> await(
      Topic<?> topic, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    Map<String, Object> configs =
        Map.of("bootstrap.servers", bootstrap(), "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.nameWith(Topics.DEFAULT_PREFIX)).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))
          || !enough.test(records)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(topic.name() + " has only " + records);
        }
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
