package dev.phleet.examples;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Prints anomalies, read with Confluent's deserializer as generic records: it needs nothing of
 * phleet, the registry has the schemas. Ends when it is interrupted.
 */
public final class Anomalies {
  private static final String DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

  private Anomalies() {}

  /** Arguments: bootstrap servers, registry, and the topic unless it is phleet.anomalies. */
  public static void main(String[] args) {
    if (args.length < 2) {
      System.err.println("usage: Anomalies BOOTSTRAP REGISTRY [TOPIC]");
      System.exit(2);
    }
    Map<String, Object> configs =
        Map.of(
            "bootstrap.servers",
            args[0],
            "schema.registry.url",
            args[1],
            "group.id",
            "anomalies-printer",
            "auto.offset.reset",
            "earliest",
            "key.deserializer",
            "org.apache.kafka.common.serialization.StringDeserializer",
            "value.deserializer",
            DESERIALIZER);
    try (var consumer = new KafkaConsumer<String, GenericRecord>(configs)) {
      stopInOrder(consumer);
      consumer.subscribe(List.of(args.length > 2 ? args[2] : "phleet.anomalies"));
      while (true) {
        for (ConsumerRecord<String, GenericRecord> record : consumer.poll(Duration.ofSeconds(1))) {
          System.out.println(line(record.value()));
        }
      }
    } catch (WakeupException e) {
      // Interrupted.
    }
  }

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

  private static String line(GenericRecord anomaly) {
    GenericRecord host = (GenericRecord) anomaly.get("host");
    GenericRecord executable = (GenericRecord) anomaly.get("executable");
    StringBuilder calls = new StringBuilder();
    for (Object call : (List<?>) anomaly.get("window")) {
      calls.append(calls.isEmpty() ? "" : " <- ").append(((GenericRecord) call).get("name"));
    }
    return host.get("name") + " " + executable.get("path") + ": " + calls;
  }
}
