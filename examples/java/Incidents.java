package dev.phleet.examples;

import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints every revision of every incident, read with the project's own deserializer. Ends when it
 * is interrupted.
 */
public final class Incidents {
  private Incidents() {}

  /** Arguments: bootstrap servers, registry, and the topic unless it is phleet.incidents. */
  public static void main(String[] args) {
    if (args.length < 2) {
      System.err.println("usage: Incidents BOOTSTRAP REGISTRY [TOPIC]");
      System.exit(2);
    }
    // snippet: consumer
    Map<String, Object> configs =
        Map.of(
            "bootstrap.servers", args[0],
            "schema.registry.url", args[1],
            "group.id", "incidents-printer",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    AvroDeserializer<Incident> values = new AvroDeserializer<>(Incident.class);
    values.configure(configs, false);
    try (var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), values)) {
      stopInOrder(consumer);
      consumer.subscribe(List.of(args.length > 2 ? args[2] : "phleet.incidents"));
      while (true) {
        read(consumer);
      }
    } catch (WakeupException e) {
      // Interrupted.
    }
    // end
  }

  // snippet: poison
  private static void read(KafkaConsumer<String, Incident> consumer) {
    try {
      for (ConsumerRecord<String, Incident> record : consumer.poll(Duration.ofSeconds(1))) {
        if (record.value() != null) { // a tombstone says that the key is gone
          System.out.println(line(record.value()));
        }
      }
    } catch (RecordDeserializationException e) {
      // One record that cannot be read must not stop the rest.
      TopicPartition partition = e.topicPartition();
      System.err.println("left out " + partition + " offset " + e.offset() + ": " + e.getMessage());
      consumer.seek(partition, e.offset() + 1);
    }
  }

  // end

  /** Makes an interrupted program leave its group, which then goes on without waiting for it. */
  private static void stopInOrder(KafkaConsumer<?, ?> consumer) {
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  consumer.wakeup();
                  try {
                    main.join();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private static String line(Incident incident) {
    return "%s %s %s: %s (%s)"
        .formatted(
            incident.getUpdatedAt(),
            incident.getStatus(),
            incident.getSeverity(),
            incident.getTitle(),
            String.join(", ", incident.getHosts()));
  }
}
