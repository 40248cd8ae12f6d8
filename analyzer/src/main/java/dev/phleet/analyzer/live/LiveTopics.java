package dev.phleet.analyzer.live;

import dev.phleet.analyzer.query.EventDocument;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics that people watch, all partitions and from their end, and tells the {@link
 * EventHub}. Anomalies begin a little earlier, so that a restart does not empty the page.
 */
public final class LiveTopics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTopics.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ANOMALIES_BACK = 200;
  private static final Map<Topic<?>, String> TYPES =
      Map.of(
          Topics.INCIDENTS, "incident",
          Topics.COLLECTORS, "host",
          Topics.FLEET_PROFILES, "fleet-profile",
          Topics.ANOMALIES, "anomaly");

  private final Consumer<String, byte[]> consumer;
  private final AvroDeserializer<? extends SpecificRecord> values;
  private final String prefix;
  private final EventHub hub;
  private final RecentAnomalies anomalies;
  private final Map<String, Topic<?>> topics = new HashMap<>();
  private final AtomicLong unreadable = new AtomicLong();
  private final Thread thread = new Thread(this::run, "live-topics");
  private volatile boolean closing;

  /**
   * Does not read yet.
   *
   * @param consumer closed with this
   * @param values decodes events of every topic
   * @param prefix what stands before every topic name
   * @param hub who is told
   * @param anomalies where the newest anomalies are kept
   */
  public LiveTopics(
      Consumer<String, byte[]> consumer,
      AvroDeserializer<? extends SpecificRecord> values,
      String prefix,
      EventHub hub,
      RecentAnomalies anomalies) {
    this.consumer = consumer;
    this.values = values;
    this.prefix = prefix;
    this.hub = hub;
    this.anomalies = anomalies;
    thread.setDaemon(true);
  }

  /** Starts reading, in a thread of its own. */
  public void start() {
    thread.start();
  }

  /** Records that could not be decoded; they are in dead-letters too, with the reason. */
  public long unreadable() {
    return unreadable.get();
  }

  private void run() {
    try (consumer) {
      begin();
      while (!closing) {
        poll();
      }
    } catch (WakeupException e) {
      LOG.debug("Live updates end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin() throws InterruptedException {
    while (!closing) {
      try {
        assign();
        return;
      } catch (WakeupException e) {
        throw e;
      } catch (KafkaException e) {
        LOG.warn("Live updates wait for the broker: {}", e.getMessage());
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private void assign() {
    List<TopicPartition> all = new ArrayList<>();
    List<TopicPartition> ofAnomalies = new ArrayList<>();
    TYPES.forEach(
        (topic, type) -> {
          String name = topic.nameWith(prefix);
          topics.put(name, topic);
          consumer
              .partitionsFor(name)
              .forEach(
                  p -> {
                    TopicPartition partition = new TopicPartition(name, p.partition());
                    all.add(partition);
                    if (topic.equals(Topics.ANOMALIES)) {
                      ofAnomalies.add(partition);
                    }
                  });
        });
    consumer.assign(all);
    consumer.seekToEnd(all);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(ofAnomalies);
    consumer
        .endOffsets(ofAnomalies)
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(first.get(partition), end - ANOMALIES_BACK)));
    // The end is looked up now: what comes from here on is live.
    all.forEach(consumer::position);
  }

  private void poll() throws InterruptedException {
    try {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        tell(record);
      }
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("Live updates were interrupted: {}", e.getMessage());
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private void tell(ConsumerRecord<String, byte[]> record) {
    Topic<?> topic = topics.get(record.topic());
    String key = record.key() == null ? "" : record.key();
    try {
      SpecificRecord event = values.deserialize(record.topic(), record.value());
      String data = event == null ? null : EventDocument.of(event).toString();
      if (event instanceof Anomaly anomaly) {
        // Several of one host are several things.
        key = anomaly.getSource().getRunId() + "/" + anomaly.getSource().getSequence();
        anomalies.add(anomaly.getTime(), data);
      }
      hub.publish(TYPES.get(topic), key, data);
    } catch (RuntimeException e) {
      // Whatever hostile bytes do, the others still want to see theirs.
      unreadable.incrementAndGet();
      LOG.debug("Not shown live: {}", record.topic(), e);
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    if (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join(Duration.ofSeconds(5).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
