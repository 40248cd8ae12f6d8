package dev.phleet.sql;

import dev.phleet.lab.broker.BrokerSettings;
import dev.phleet.lab.broker.EmbeddedBroker;
import dev.phleet.lab.registry.SchemaRegistry;
import dev.phleet.lab.server.TopicCreation;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.serde.AvroSerializer;
import dev.phleet.sql.table.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker, a registry, the topics, and somebody who writes to them. */
public final class Servers implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final SchemaRegistry registry;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();

  private Servers(EmbeddedBroker broker, SchemaRegistry registry) {
    this.broker = broker;
    this.registry = registry;
    serializer.configure(Map.of("schema.registry.url", registry.url()), false);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Starts both and creates the topics. */
  public static Servers start(Path directory) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.anyPort(directory));
    SchemaRegistry registry = SchemaRegistry.start(broker.bootstrapServers(), 0);
    TopicCreation.createAll(broker.bootstrapServers(), Topics.DEFAULT_PREFIX);
    return new Servers(broker, registry);
  }

  /** Where the broker is. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Where the registry is. */
  public String registry() {
    return registry.url();
  }

  /** Both, for queries. */
  public Source source(boolean bounded) {
    return new Source(
        Map.of("bootstrap.servers", bootstrapServers()),
        registry(),
        Map.of(),
        Topics.DEFAULT_PREFIX,
        bounded);
  }

  /** Publishes an event; a null one is a tombstone. Returns when the broker has it. */
  public void publish(Topic<?> topic, String key, SpecificRecord event)
      throws ExecutionException, InterruptedException {
    String name = topic.nameWith(Topics.DEFAULT_PREFIX);
    byte[] value = event == null ? null : serializer.serialize(name, event);
    send(name, key, value);
  }

  /** Publishes bytes that nobody can read, with headers that say why. */
  public void publishDeadLetter(Map<String, String> headers, byte[] value)
      throws ExecutionException, InterruptedException {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.DEAD_LETTERS.nameWith(Topics.DEFAULT_PREFIX), null, value);
    headers.forEach((k, v) -> record.headers().add(k, v.getBytes(StandardCharsets.UTF_8)));
    producer.send(record).get();
  }

  private void send(String name, String key, byte[] value)
      throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(name, key.getBytes(StandardCharsets.UTF_8), value)).get();
  }

  @Override
  public void close() {
    producer.close();
    serializer.close();
    registry.close();
    broker.close();
  }
}
