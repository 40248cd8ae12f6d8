package dev.phleet.analyzer.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.analyzer.query.EventDocument;
import dev.phleet.analyzer.query.Unavailable;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.registry.RegistryException;
import dev.phleet.schemas.serde.AvroDeserializer;
import dev.phleet.schemas.serde.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of anomalies, read where the wanted ones must be: in the partitions of their hosts,
 * from the time of the first. Each search has a consumer of its own, which belongs to no group.
 */
public final class AnomalyTopic implements AnomalyLog {
  private static final Logger LOG = LoggerFactory.getLogger(AnomalyTopic.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int AT_ONCE = 4;

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final AvroDeserializer<? extends SpecificRecord> values;
  private final String topic;
  private final Duration limit;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * Nothing is read yet.
   *
   * @param consumers makes consumers; each is closed after a search
   * @param values decodes anomalies
   * @param topic name of the topic, with its prefix
   * @param limit how long a search may take
   */
  public AnomalyTopic(
      Supplier<Consumer<String, byte[]>> consumers,
      AvroDeserializer<? extends SpecificRecord> values,
      String topic,
      Duration limit) {
    this.consumers = consumers;
    this.values = values;
    this.topic = topic;
    this.limit = limit;
  }

  @Override
  public Found find(Wanted wanted) {
    if (wanted.events().isEmpty()) {
      return new Found(List.of(), List.of());
    }
    if (!places.tryAcquire()) {
      throw new Unavailable("others are reading the anomalies behind incidents");
    }
    try (Consumer<String, byte[]> consumer = consumers.get()) {
      return new Search(consumer, wanted).run();
    } catch (RegistryException e) {
      // Says nothing about the anomalies.
      throw new Unavailable("the schema registry does not answer: " + e.getMessage());
    } catch (KafkaException e) {
      throw new Unavailable("the broker does not show " + topic + ": " + e.getMessage());
    } finally {
      places.release();
    }
  }

  /** One search, with its consumer. */
  private final class Search {
    private final Consumer<String, byte[]> consumer;
    private final Wanted wanted;
    private final Set<EventName> open;
    private final Set<String> hosts = new HashSet<>();
    private final Map<EventName, ObjectNode> found = new HashMap<>();
    private final long deadline = System.nanoTime() + limit.toNanos();

    Search(Consumer<String, byte[]> consumer, Wanted wanted) {
      this.consumer = consumer;
      this.wanted = wanted;
      open = new HashSet<>(wanted.events());
      open.forEach(event -> hosts.add(event.hostId()));
    }

    Found run() {
      Map<TopicPartition, Long> ends = begin();
      boolean toTheEnd = ends.isEmpty();
      while (!open.isEmpty() && !toTheEnd && left().compareTo(Duration.ZERO) > 0) {
        consumer.poll(POLL).forEach(this::look);
        toTheEnd =
            ends.entrySet().stream().allMatch(end -> position(end.getKey()) >= end.getValue());
      }
      return outcome(toTheEnd ? Found.Reason.GONE : Found.Reason.NOT_READ);
    }

    private long position(TopicPartition partition) {
      return consumer.position(partition, left());
    }

    private Duration left() {
      return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Goes where they begin, and returns where the partitions end now. */
    private Map<TopicPartition, Long> begin() {
      int partitions = consumer.partitionsFor(topic, left()).size();
      Map<TopicPartition, Long> times = new HashMap<>();
      for (String host : hosts) {
        // As the collectors' producer does it with their keys.
        int number =
            BuiltInPartitioner.partitionForKey(host.getBytes(StandardCharsets.UTF_8), partitions);
        long since = Math.max(0, wanted.since(host).toEpochMilli());
        times.merge(new TopicPartition(topic, number), since, Math::min);
      }
      Map<TopicPartition, OffsetAndTimestamp> begin = new LinkedHashMap<>();
      consumer
          .offsetsForTimes(times, left())
          .forEach(
              (partition, offset) -> {
                // A partition without anything so new has none of them.
                if (offset != null) {
                  begin.put(partition, offset);
                }
              });
      consumer.assign(begin.keySet());
      begin.forEach((partition, offset) -> consumer.seek(partition, offset.offset()));
      return begin.isEmpty() ? Map.of() : consumer.endOffsets(begin.keySet(), left());
    }

    private void look(ConsumerRecord<String, byte[]> record) {
      if (record.key() == null || !hosts.contains(record.key())) {
        return;
      }
      try {
        if (values.deserialize(topic, record.value()) instanceof Anomaly anomaly) {
          EventName name =
              new EventName(
                  anomaly.getHost().getId(),
                  anomaly.getSource().getRunId(),
                  anomaly.getSource().getSequence());
          if (open.remove(name)) {
            found.put(name, EventDocument.of(anomaly));
          }
        }
      } catch (UnreadableRecordException e) {
        // No incident names it: it went to dead-letters, with the reason.
        LOG.debug("Unreadable: {} {}", record.topic(), record.offset(), e);
      }
    }

    private Found outcome(Found.Reason reason) {
      List<ObjectNode> items = new ArrayList<>();
      List<Found.Missing> missing = new ArrayList<>();
      for (EventName event : wanted.events()) {
        if (found.containsKey(event)) {
          items.add(found.get(event));
        } else {
          missing.add(new Found.Missing(event, reason));
        }
      }
      return new Found(items, missing);
    }
  }
}
