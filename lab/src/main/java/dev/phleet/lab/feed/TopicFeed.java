package dev.phleet.lab.feed;

import dev.phleet.lab.LabException;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Every topic of phleet from its beginning: what is committed, in the order of arrival. */
public final class TopicFeed implements AutoCloseable {
  /** For a broker to say what topics it has: Kafka's own minute is long for who mistyped a port. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final KafkaConsumer<String, byte[]> consumer;
  private final AvroDeserializer<SpecificRecord> values = new AvroDeserializer<>();
  private final Map<String, Topic<?>> topics = new HashMap<>();

  /**
   * Starts at the beginning of every partition.
   *
   * @param bootstrapServers the brokers
   * @param registryUrl the registry
   * @param prefix prefix of the topics
   */
  public TopicFeed(String bootstrapServers, String registryUrl, String prefix) {
    this(bootstrapServers, registryUrl, prefix, true);
  }

  /**
   * Starts behind what is there already.
   *
   * @param bootstrapServers the brokers
   * @param registryUrl the registry
   * @param prefix prefix of the topics
   */
  public static TopicFeed fromNow(String bootstrapServers, String registryUrl, String prefix) {
    return new TopicFeed(bootstrapServers, registryUrl, prefix, false);
  }

  /**
   * Starts behind what is there already, with a broker that is not the lab's own.
   *
   * @param bootstrapServers the brokers
   * @param registryUrl the registry
   * @param prefix prefix of the topics
   * @throws LabException when nobody answers there, or the topics are missing
   */
  public static TopicFeed ofOthers(String bootstrapServers, String registryUrl, String prefix) {
    TopicFeed feed;
    try {
      feed = fromNow(bootstrapServers, registryUrl, prefix);
    } catch (KafkaException unreachable) {
      throw new LabException(
          LabException.ENVIRONMENT,
          "no broker to publish to at " + bootstrapServers + ": " + unreachable.getMessage());
    }
    if (feed.consumer.assignment().isEmpty()) {
      feed.close();
      throw new LabException(
          LabException.ENVIRONMENT,
          "the broker at "
              + bootstrapServers
              + " has no topics: start an analyzer, which makes them");
    }
    return feed;
  }

  private TopicFeed(
      String bootstrapServers, String registryUrl, String prefix, boolean fromTheBeginning) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                // A restart of the broker must not make the reader forget the topics.
                "metadata.recovery.strategy",
                "none",
                "enable.metrics.push",
                false,
                "allow.auto.create.topics",
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    values.configure(Map.of("schema.registry.url", registryUrl), false);
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      String name = topic.nameWith(prefix);
      topics.put(name, topic);
      for (PartitionInfo p : consumer.partitionsFor(name, LONGEST_WAIT)) {
        partitions.add(new TopicPartition(name, p.partition()));
      }
    }
    consumer.assign(partitions);
    if (fromTheBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
      // Where the end is, is asked for at the first use: it is to be that of now.
      partitions.forEach(consumer::position);
    }
  }

  /**
   * What has arrived since the last call.
   *
   * @param patience how long to wait for the first
   * @return the arrivals; empty when there are none
   */
  public List<Arrival> poll(Duration patience) {
    List<Arrival> arrivals = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> r : consumer.poll(patience)) {
      arrivals.add(arrival(r));
    }
    return arrivals;
  }

  private Arrival arrival(ConsumerRecord<String, byte[]> r) {
    Topic<?> topic = topics.get(r.topic());
    if (topic.equals(Topics.DEAD_LETTERS)) {
      return new Arrival(topic, r.topic(), r.key(), Optional.empty(), Optional.of("dead letter"));
    }
    try {
      Optional<SpecificRecord> value =
          Optional.ofNullable(values.deserialize(r.topic(), r.value()));
      return new Arrival(topic, r.topic(), r.key(), value, Optional.empty());
    } catch (SerializationException e) {
      return new Arrival(
          topic, r.topic(), r.key(), Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
