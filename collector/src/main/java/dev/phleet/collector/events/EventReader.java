package dev.phleet.collector.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.json.EventJson;
import dev.phleet.schemas.serde.AvroDeserializer;
import dev.phleet.schemas.serde.UnreadableRecordException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics and prints each record. A record that cannot be read is told of, and passed over.
 */
final class EventReader implements AutoCloseable {
  /** Takes one line that is no record. */
  @FunctionalInterface
  interface Warnings {
    void warn(String line);
  }

  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Topic<?>> topics = new HashMap<>();
  private final AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>();
  private final Consumer<byte[], byte[]> consumer;
  private final PrintStream out;
  private final Warnings warnings;
  private final boolean json;

  /**
   * Reads nothing yet.
   *
   * @param settings of consumer and registry client
   * @param prefix what every topic's name starts with
   * @param wanted the topics
   * @param json whether to print JSON
   * @param out where records go
   * @param warnings where it is said what cannot be printed
   */
  EventReader(
      Map<String, Object> settings,
      String prefix,
      List<Topic<?>> wanted,
      boolean json,
      PrintStream out,
      Warnings warnings) {
    this.json = json;
    this.out = out;
    this.warnings = warnings;
    wanted.forEach(topic -> topics.put(topic.nameWith(prefix), topic));
    deserializer.configure(settings, false);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Prints everything that is there now. */
  void readAll() {
    List<TopicPartition> partitions = assign();
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      printSome();
    }
  }

  /** Prints what comes from now on, for ever. */
  void follow(boolean fromBeginning) {
    List<TopicPartition> partitions = assign();
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    while (!out.checkError()) {
      printSome();
    }
  }

  @Override
  public void close() {
    consumer.close();
    deserializer.close();
  }

  private List<TopicPartition> assign() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics.keySet()) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found == null || found.isEmpty()) {
        warnings.warn("phleet events: there is no topic " + topic + " yet");
      } else {
        found.forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
      }
    }
    consumer.assign(partitions);
    return partitions;
  }

  private void printSome() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      try {
        print(record);
      } catch (UnreadableRecordException unreadable) {
        warnings.warn(
            "phleet events: %s, partition %d, offset %d cannot be read: %s"
                .formatted(
                    record.topic(), record.partition(), record.offset(), unreadable.getMessage()));
      }
    }
    out.flush();
  }

  private void print(ConsumerRecord<byte[], byte[]> record) {
    Topic<?> topic = topics.get(record.topic());
    Optional<SpecificRecord> value = Optional.empty();
    if (topic.valueType() != byte[].class) {
      value = Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()));
    }
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    out.println(json ? json(topic, key, value) : topic.name() + " " + line(record, value));
  }

  private static String line(
      ConsumerRecord<byte[], byte[]> record, Optional<SpecificRecord> value) {
    if (value.isPresent()) {
      return EventLine.of(value.get());
    }
    return record.value() == null ? "(gone)" : record.value().length + " bytes";
  }

  private static String json(Topic<?> topic, String key, Optional<SpecificRecord> value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("topic", topic.name()).put("key", key);
    object.set(
        "value",
        value.isPresent() ? EventJson.toTree(value.get()) : JsonNodeFactory.instance.nullNode());
    return object.toString();
  }
}
