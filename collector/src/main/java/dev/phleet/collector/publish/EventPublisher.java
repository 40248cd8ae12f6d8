package dev.phleet.collector.publish;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.NewSequence;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.registry.RegistryRefusedException;
import dev.phleet.schemas.registry.RegistryUnavailableException;
import dev.phleet.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes drafts from the queue, makes records of them and sends them, on one thread of its own.
 *
 * <p>A registry or broker that is away is waited for, for as long as it takes: the queue in front
 * is bounded and counts what does not fit, so nobody else waits. A registry that refuses a schema
 * ends the publisher: nothing could be delivered until somebody changes something.
 */
public final class EventPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
  private static final long RETRY_MILLIS = 500;

  /** Every topic that the collector writes to, with a record that has no field set. */
  private static final Map<Topic<?>, Supplier<SpecificRecord>> EMPTY =
      Map.of(
          Topics.ANOMALIES, Anomaly::new,
          Topics.PROFILE_STATES, ProfileState::new,
          Topics.PROFILE_PAIRS, ProfilePairs::new,
          Topics.NEW_SEQUENCES, NewSequence::new,
          Topics.COLLECTORS, CollectorStatus::new);

  private final Map<String, Object> settings;

  /** By the topic's name without prefix. */
  private final Map<String, Delivery> deliveries;

  private final EventQueue queue;
  private final EventMapper mapper;
  private final DeliveryLedger ledger;
  private final AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
  private final AtomicReference<String> fatal = new AtomicReference<>();

  private final Batch batch;

  /** Most records have the key of the one before: the host's. */
  private String lastKey = "";

  private byte[] lastKeyBytes = new byte[0];
  private final Thread thread = new Thread(this::run, "publisher");
  private volatile boolean stopping;
  private volatile long deadline = Long.MAX_VALUE;

  /**
   * A publisher that does nothing yet.
   *
   * @param settings complete settings of producer and registry client
   * @param prefix what every topic's name starts with
   * @throws org.apache.kafka.common.config.ConfigException when a setting makes no sense
   */
  public EventPublisher(
      Map<String, Object> settings,
      String prefix,
      EventQueue queue,
      EventMapper mapper,
      DeliveryLedger ledger) {
    this.settings = settings;
    deliveries =
        EMPTY.keySet().stream()
            .collect(toUnmodifiableMap(Topic::name, topic -> new Delivery(topic, prefix)));
    this.queue = queue;
    batch = new Batch(queue);
    this.mapper = mapper;
    this.ledger = ledger;
    serializer.configure(settings, false);
  }

  /** Begins to publish. */
  public void start() {
    thread.start();
  }

  /** Why the publisher gave up; empty while it has not. */
  public Optional<String> fatal() {
    return Optional.ofNullable(fatal.get());
  }

  /**
   * Delivers what is in the queue, for at most the given time, and ends. What is not delivered by
   * then is counted as lost.
   */
  public void finish(Duration patience) {
    deadline = System.nanoTime() + patience.toNanos();
    stopping = true;
    try {
      thread.join(patience.toMillis() + RETRY_MILLIS * 4);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends without waiting for the broker, unless {@link #finish} has ended it already. */
  @Override
  public void close() {
    finish(Duration.ofMillis(RETRY_MILLIS));
  }

  private void run() {
    Producer<byte[], byte[]> producer = null;
    try {
      prepare();
      producer = connect();
      while (producer != null && !isDone()) {
        batch.fill(stopping);
        ledger.check();
        deliverBatch(producer);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (KafkaException refused) {
      // A registry that refuses is one of these, too.
      fatal.set(String.valueOf(refused.getMessage()));
    } catch (RuntimeException | Error unforeseen) {
      fatal.set("the publisher failed: " + unforeseen);
    } finally {
      end(producer);
    }
  }

  /**
   * Has the registry know every schema: better that it refuses one at the start than at the first
   * anomaly. The serializer asks it before it writes; that an empty record cannot be written then
   * is as it should be.
   */
  private void prepare() throws InterruptedException {
    for (Map.Entry<Topic<?>, Supplier<SpecificRecord>> entry : EMPTY.entrySet()) {
      try {
        serialize(deliveries.get(entry.getKey().name()).name, entry.getValue().get());
      } catch (RegistryRefusedException refused) {
        throw refused;
      } catch (SerializationException unwritten) {
        LOG.debug("the registry knows the schema of {}", entry.getKey().name());
      }
    }
  }

  /** The producer; null when the time to stop came first. */
  private Producer<byte[], byte[]> connect() throws InterruptedException {
    while (!isLate()) {
      try {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
      } catch (KafkaException unable) {
        // Only a name that does not resolve may come right by itself.
        String reason = unable.getCause() == null ? "" : unable.getCause().getMessage();
        if (reason == null || !reason.contains("resolvable")) {
          throw unable;
        }
        ledger.away(reason);
        pause();
      }
    }
    return null;
  }

  private void deliverBatch(Producer<byte[], byte[]> producer) throws InterruptedException {
    while (!batch.isEmpty() && !isLate()) {
      deliver(producer, batch.poll());
    }
  }

  private void deliver(Producer<byte[], byte[]> producer, Numbered numbered)
      throws InterruptedException {
    Optional<Outgoing> mapped = mapper.map(numbered);
    if (mapped.isEmpty()) {
      return;
    }
    Outgoing outgoing = mapped.get();
    Delivery delivery = deliveries.get(outgoing.topic().name());
    // A record without a value says that its key is gone.
    byte[] value = outgoing.value() == null ? null : serialize(delivery.name, outgoing.value());
    byte[] key = bytesOf(outgoing.key());
    boolean isWhole = (value == null) == (outgoing.value() == null);
    while (isWhole && !isLate()) {
      if (send(producer, delivery, new ProducerRecord<>(delivery.name, key, value))) {
        return;
      }
    }
    ledger.abandoned(outgoing.topic());
  }

  private byte[] bytesOf(String key) {
    if (!key.equals(lastKey)) {
      lastKey = key;
      lastKeyBytes = key.getBytes(StandardCharsets.UTF_8);
    }
    return lastKeyBytes;
  }

  /** The bytes of a record; null when the time to stop came first. */
  private byte[] serialize(String topic, SpecificRecord value) throws InterruptedException {
    while (!isLate()) {
      try {
        return serializer.serialize(topic, value);
      } catch (RegistryUnavailableException away) {
        ledger.away(away.getMessage());
        pause();
      }
    }
    return null;
  }

  /** Hands a record to the producer; false when it should be tried again. */
  private boolean send(
      Producer<byte[], byte[]> producer, Delivery delivery, ProducerRecord<byte[], byte[]> record) {
    delivery.refusal = null;
    ledger.sent();
    var unused = producer.send(record, delivery);
    if (delivery.refusal instanceof TimeoutException away) {
      ledger.returned();
      ledger.away("the broker does not answer: " + away.getMessage());
      return false;
    }
    if (delivery.refusal != null) {
      ledger.failed(delivery.topic, delivery.refusal);
    }
    return true;
  }

  /** What becomes of the records of one topic. */
  private final class Delivery implements Callback {
    private final Topic<?> topic;

    /** The topic's name on the broker; made once, because it is checked when it is made. */
    private final String name;

    /** Why the producer did not take the last record; only used on the publisher's own thread. */
    private Exception refusal;

    Delivery(Topic<?> topic, String prefix) {
      this.topic = topic;
      this.name = topic.nameWith(prefix);
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
      if (failure == null) {
        ledger.acknowledged(topic);
      } else if (Thread.currentThread() == thread) {
        refusal = failure;
      } else {
        ledger.failed(topic, failure);
      }
    }
  }

  private void end(Producer<byte[], byte[]> producer) {
    long left = Math.max(0, deadline - System.nanoTime());
    if (producer != null) {
      producer.close(fatal.get() == null ? Duration.ofNanos(left) : Duration.ZERO);
    }
    serializer.close();
    for (Optional<Numbered> rest = batch.leftover(); rest.isPresent(); rest = batch.leftover()) {
      ledger.abandoned(rest.get().draft().topic());
    }
  }

  private boolean isDone() {
    return isLate() || (stopping && queue.size() == 0);
  }

  private boolean isLate() {
    return stopping && System.nanoTime() - deadline > 0;
  }

  private static void pause() throws InterruptedException {
    Thread.sleep(RETRY_MILLIS);
  }
}
