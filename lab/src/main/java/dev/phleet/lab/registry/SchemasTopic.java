package dev.phleet.lab.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic in which the registry keeps everything. One thread reads it from the beginning into the
 * state. A write returns when that thread has read it back, so an answer never promises what a
 * restart would not find again.
 */
final class SchemasTopic implements AutoCloseable {
  static final String NAME = "_schemas";
  private static final Logger LOG = LoggerFactory.getLogger(SchemasTopic.class);
  private static final TopicPartition PARTITION = new TopicPartition(NAME, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private final RegistryState state;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread reader;
  private final Object progress = new Object();
  private long nextOffset;
  private RuntimeException failure;

  /**
   * Creates the topic where it does not exist and reads it to its end.
   *
   * @param bootstrapServers the brokers
   * @param state what to fill
   * @throws RegistryError when the broker does not answer
   */
  SchemasTopic(String bootstrapServers, RegistryState state) {
    this.state = state;
    create(bootstrapServers);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "max.block.ms",
                PATIENCE.toMillis(),
                "delivery.timeout.ms",
                Math.toIntExact(PATIENCE.toMillis()),
                "request.timeout.ms",
                5000,
                "linger.ms",
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(PARTITION));
    long end = consumer.endOffsets(List.of(PARTITION), PATIENCE).get(PARTITION);
    reader = new Thread(this::read, "registry-reader");
    reader.setDaemon(true);
    reader.start();
    awaitOffset(end);
  }

  /**
   * Writes records and waits until they have been read back.
   *
   * @param records in this order
   * @throws RegistryError when the broker does not take them, or not in time
   */
  void write(List<StoredRecord> records) {
    long last = -1;
    try {
      for (StoredRecord r : records) {
        last =
            producer
                .send(new ProducerRecord<>(NAME, 0, bytes(r.key()), bytes(r.value())))
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .offset();
      }
    } catch (ExecutionException | KafkaException e) {
      throw RegistryError.storeFailed(String.valueOf(e.getMessage()));
    } catch (TimeoutException e) {
      throw RegistryError.timedOut("the broker did not acknowledge the write");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RegistryError.storeFailed("interrupted");
    }
    awaitOffset(last + 1);
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      reader.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(2));
  }

  private static void create(String bootstrapServers) {
    NewTopic topic = new NewTopic(NAME, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                Math.toIntExact(PATIENCE.toMillis()),
                "request.timeout.ms",
                5000))) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw RegistryError.storeFailed("cannot create " + NAME + ": " + e.getCause().getMessage());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RegistryError.storeFailed("interrupted");
    }
  }

  private void read() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofSeconds(1))) {
          apply(r);
        }
        advance(consumer.position(PARTITION));
      }
    } catch (WakeupException e) {
      LOG.debug("closed");
    } catch (RuntimeException e) {
      LOG.error("{} can no longer be read", NAME, e);
      synchronized (progress) {
        failure = e;
        progress.notifyAll();
      }
    }
  }

  /** A record that makes no sense must not take the registry down: it is passed over. */
  private void apply(ConsumerRecord<byte[], byte[]> r) {
    try {
      state.apply(new StoredRecord(text(r.key()), text(r.value())));
    } catch (JsonProcessingException | IllegalArgumentException | RegistryError e) {
      LOG.warn("{}: offset {} is not a record of a registry, passed over", NAME, r.offset(), e);
    }
  }

  private void advance(long offset) {
    synchronized (progress) {
      nextOffset = offset;
      progress.notifyAll();
    }
  }

  private void awaitOffset(long offset) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (progress) {
      while (nextOffset < offset) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (failure != null) {
          throw RegistryError.storeFailed(String.valueOf(failure.getMessage()));
        }
        if (left <= 0) {
          throw RegistryError.timedOut("the write could not be read back");
        }
        try {
          progress.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw RegistryError.storeFailed("interrupted");
        }
      }
    }
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
