package dev.phleet.lab.analyzer;

import dev.phleet.analyzer.Analyzer;
import dev.phleet.analyzer.config.ConfigReader;
import dev.phleet.lab.broker.BrokerSettings;
import dev.phleet.lab.broker.EmbeddedBroker;
import dev.phleet.lab.registry.SchemaRegistry;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.serde.AvroSerde;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real broker and registry, a producer of real records, and analyzers that come and go. */
final class Rig implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  final EmbeddedBroker broker;
  private final SchemaRegistry registry;
  private final Path directory;
  private final Map<Topic<?>, AvroSerde<?>> serdes = new HashMap<>();
  private String prefix = "rig.";
  private final KafkaProducer<String, byte[]> producer;

  Rig(Path directory) throws IOException {
    this.directory = directory;
    broker = EmbeddedBroker.start(BrokerSettings.anyPort(directory.resolve("broker")));
    registry = SchemaRegistry.start(broker.bootstrapServers(), 0);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "enable.idempotence", "true"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Goes on with topics and state of another name, so that tests may share one broker. */
  void useTopicsOf(String test) {
    prefix = test + ".";
  }

  String prefix() {
    return prefix;
  }

  String registryUrl() {
    return registry.url();
  }

  /** Configuration of an analyzer here, with some keys of the test's own. */
  Map<String, String> config(Map<String, String> more) {
    Map<String, String> config = new HashMap<>();
    config.put("topics.prefix", prefix);
    config.put("state.dir", directory.resolve(prefix + "state").toString());
    config.put("kafka.bootstrap.servers", broker.bootstrapServers());
    config.put("kafka.schema.registry.url", registry.url());
    config.put("http.port", "0");
    config.put("kafka.main.consumer.session.timeout.ms", "6000");
    config.putAll(more);
    return config;
  }

  /** Starts an analyzer and waits until it reads. */
  Analyzer start(Map<String, String> more) throws InterruptedException {
    Analyzer analyzer = new Analyzer(ConfigReader.read(config(more)));
    long started = System.nanoTime();
    analyzer.start();
    if (!analyzer.awaitRunning(LIMIT)) {
      throw new IllegalStateException("the analyzer does not run after " + LIMIT);
    }
    System.out.println("from start to reading, ms: " + (System.nanoTime() - started) / 1_000_000);
    return analyzer;
  }

  void send(Anomaly anomaly) {
    send(Topics.ANOMALIES, anomaly.getHost().getId(), anomaly, anomaly.getTime().toEpochMilli());
  }

  void send(ProfileState state) {
    String key =
        String.format(
            Locale.ROOT,
            "%s/%016x",
            state.getHost().getId(),
            state.getExecutable().getProfileKey());
    send(Topics.PROFILE_STATES, key, state, state.getTime().toEpochMilli());
  }

  void send(CollectorStatus status) {
    send(Topics.COLLECTORS, status.getHost().getId(), status, status.getTime().toEpochMilli());
  }

  void send(ProfilePairs pairs) {
    String key =
        String.format(
            Locale.ROOT,
            "%s/%016x",
            pairs.getHost().getId(),
            pairs.getExecutable().getProfileKey());
    send(Topics.PROFILE_PAIRS, key, pairs, pairs.getTime().toEpochMilli());
  }

  void send(Acknowledgement note) {
    send(Topics.ACKNOWLEDGEMENTS, note.getIncidentId(), note, note.getTime().toEpochMilli());
  }

  void sendBytes(Topic<?> topic, String key, byte[] value) {
    send(new ProducerRecord<>(topic.nameWith(prefix), key, value));
  }

  private <T extends SpecificRecord> void send(Topic<T> topic, String key, T event, long millis) {
    String name = topic.nameWith(prefix);
    byte[] value = serde(topic).serializer().serialize(name, event);
    send(new ProducerRecord<>(name, null, millis, key, value));
  }

  private void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("not acknowledged: " + record.topic(), e);
    }
  }

  @SuppressWarnings("unchecked") // Each topic is filed with the serde of its own class.
  private <T extends SpecificRecord> AvroSerde<T> serde(Topic<T> topic) {
    return (AvroSerde<T>)
        serdes.computeIfAbsent(
            topic,
            t -> AvroSerde.of(topic.valueType(), Map.of("schema.registry.url", registry.url())));
  }

  /** Does what retention does: the partition of a key loses all that it has. */
  void deleteRecords(Topic<?> topic, String key) throws InterruptedException, ExecutionException {
    String name = topic.nameWith(prefix);
    int partition =
        BuiltInPartitioner.partitionForKey(
            key.getBytes(StandardCharsets.UTF_8), producer.partitionsFor(name).size());
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(-1)))
          .all()
          .get();
    }
  }

  /** All committed records of a topic so far, read anew until they are what is waited for. */
  List<ConsumerRecord<String, byte[]>> await(
      Topic<?> topic, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.nameWith(prefix)).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!enough.test(records)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              topic.name() + " has only " + records.size() + " records after " + LIMIT);
        }
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
      }
    }
    return records;
  }

  /** Waits until an analyzer that was started has created the topics. */
  void awaitTopics() {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!consumer.listTopics().keySet().contains(Topics.ANOMALIES.nameWith(prefix))) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("no topics after " + LIMIT);
        }
        Thread.onSpinWait();
      }
    }
  }

  /** The committed incidents, each revision, until they are what is waited for. */
  List<Incident> awaitIncidents(Predicate<List<Incident>> enough) {
    AvroSerde<Incident> serde = serde(Topics.INCIDENTS);
    return incidents(
        await(Topics.INCIDENTS, records -> enough.test(incidents(records, serde))), serde);
  }

  private static List<Incident> incidents(
      List<ConsumerRecord<String, byte[]>> records, AvroSerde<Incident> serde) {
    return records.stream()
        .map(r -> serde.deserializer().deserialize(r.topic(), r.value()))
        .toList();
  }

  <T extends SpecificRecord> T decode(Topic<T> topic, byte[] value) {
    return serde(topic).deserializer().deserialize(topic.nameWith(prefix), value);
  }

  KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            "false"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    try (broker;
        registry) {
      producer.close(Duration.ofSeconds(5));
    }
  }

  /** Writes a configuration file for an analyzer in a JVM of its own. */
  Path write(Map<String, String> more) {
    Properties properties = new Properties();
    properties.putAll(config(more));
    Path file = directory.resolve("analyzer.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
