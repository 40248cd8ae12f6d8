package dev.phleet.lab.bench;

import dev.phleet.schemas.serde.AvroDeserializer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the analyzer is compared with: a consumer that decodes every record and does nothing with
 * it, on one thread, in a JVM with the analyzer's flags. It reads everything twice and times the
 * second reading, from its first record on: before, it waits for an answer to what it had asked for
 * before it began anew. Says so on standard output, as {@code name=value} lines, the last of which
 * is empty.
 */
public final class BareConsumer {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private BareConsumer() {}

  /**
   * Reads.
   *
   * @param args the broker, the registry, and the topics
   */
  public static void main(String[] args) {
    try (AvroDeserializer<SpecificRecord> values = new AvroDeserializer<>();
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", args[0], "enable.metrics.push", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      values.configure(Map.of("schema.registry.url", args[1]), false);
      consumer.assign(partitions(consumer, List.of(args).subList(2, args.length)));
      read(consumer, values);
      read(consumer, values).forEach((name, value) -> System.out.println(name + "=" + value));
      System.out.println();
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
    }
    return partitions;
  }

  /** Reads everything once; what that took from the first record on. */
  private static Map<String, Long> read(
      KafkaConsumer<byte[], byte[]> consumer, AvroDeserializer<SpecificRecord> values) {
    long left =
        consumer.endOffsets(consumer.assignment()).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    long records = 0;
    long began = 0;
    long processorBegan = 0;
    consumer.seekToBeginning(consumer.assignment());
    while (records < left) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      if (began == 0 && !polled.isEmpty()) {
        began = System.nanoTime();
        processorBegan = THREADS.getCurrentThreadCpuTime();
      }
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        if (values.deserialize(record.topic(), record.value()) != null) {
          records++;
        }
      }
    }
    return Map.of(
        "records",
        records,
        "nanos",
        System.nanoTime() - began,
        "processorNanos",
        THREADS.getCurrentThreadCpuTime() - processorBegan);
  }
}
