package dev.phleet.lab.simulation;

import dev.phleet.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends simulated records to a broker, the way a collector does: Avro, keyed, lz4. */
public final class FleetWriter implements Consumer<SimulatedRecord>, AutoCloseable {
  private final String prefix;
  private final AvroSerializer<SpecificRecord> values = new AvroSerializer<>();
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long sent;

  /**
   * Connects.
   *
   * @param bootstrapServers the brokers
   * @param registryUrl the registry
   * @param prefix prefix of the topics
   * @param lingerMillis how long a record may wait for others, milliseconds
   */
  public FleetWriter(String bootstrapServers, String registryUrl, String prefix, int lingerMillis) {
    this.prefix = prefix;
    values.configure(Map.of("schema.registry.url", registryUrl), false);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                lingerMillis,
                "batch.size",
                1 << 17,
                "compression.type",
                "lz4",
                "enable.metrics.push",
                false),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Sends one record.
   *
   * @throws IllegalStateException when an earlier one could not be sent
   */
  @Override
  public void accept(SimulatedRecord record) {
    requireSound();
    String topic = record.topic().nameWith(prefix);
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic,
                record.key().getBytes(StandardCharsets.UTF_8),
                values.serialize(topic, record.value())),
            (metadata, failed) -> {
              if (failed != null) {
                failure.compareAndSet(null, failed);
              }
            });
    sent++;
  }

  /**
   * Waits until the broker has everything.
   *
   * @return how many records that was since the beginning
   * @throws IllegalStateException when one could not be sent
   */
  public long flush() {
    producer.flush();
    requireSound();
    return sent;
  }

  private void requireSound() {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a record could not be sent: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    producer.close();
    values.close();
  }
}
