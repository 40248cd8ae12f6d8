package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.intake.Fault;
import dev.phleet.analyzer.intake.Verdict;
import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.schemas.registry.RegistryException;
import dev.phleet.schemas.serde.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes and checks one topic's records inside the topology, where one that is bad can be put
 * aside with its bytes.
 *
 * @param <T> class of the events
 */
final class RecordReader<T> implements Processor<byte[], byte[], byte[], Read<T>> {
  /**
   * How one topic is read.
   *
   * @param topic its name with prefix
   * @param decode bytes to events
   * @param check what is wrong with an event, given its key
   * @param checkTombstone what is wrong with a null value, given its key
   */
  record Rules<T>(
      String topic,
      Deserializer<T> decode,
      BiFunction<String, T, Optional<Verdict>> check,
      Function<String, Optional<Verdict>> checkTombstone) {}

  private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);
  private static final long WARN_MILLIS = 60_000;

  /** What stands for bytes that are none of a text, unless it is in the text itself. */
  private static final char REPLACEMENT = '\ufffd';

  private final Function<LongSupplier, Rules<T>> rulesByClock;
  private final RegistryPatience patience;
  private final String accepted;
  private final String rejected;
  private final Map<String, Sensor> sensors = new HashMap<>();
  private final Map<String, Long> warnedAtMillis = new HashMap<>();
  private ProcessorContext<byte[], Read<T>> context;
  private Rules<T> rules;

  /**
   * A reader whose rules go by the machine's clock in milliseconds.
   *
   * @param accepted name of the operator that takes what can be true
   * @param rejected name of the one that takes what is put aside
   */
  RecordReader(
      Function<LongSupplier, Rules<T>> rulesByClock,
      RegistryPatience patience,
      String accepted,
      String rejected) {
    this.rulesByClock = rulesByClock;
    this.patience = patience;
    this.accepted = accepted;
    this.rejected = rejected;
  }

  @Override
  public void init(ProcessorContext<byte[], Read<T>> newContext) {
    context = newContext;
    rules = rulesByClock.apply(newContext::currentSystemTimeMs);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Optional<String> key = text(record.key());
    if (key.isEmpty()) {
      reject(record, Fault.WRONG_KEY.code(), "the key is not a text");
      return;
    }
    try {
      T event = patience.ask(() -> rules.decode().deserialize(rules.topic(), record.value()));
      Optional<Verdict> verdict =
          event == null
              ? rules.checkTombstone().apply(key.get())
              : rules.check().apply(key.get(), event);
      if (verdict.isPresent()) {
        reject(record, verdict.get().fault().code(), verdict.get().message());
      } else {
        context.forward(record.withValue(new Accepted<>(key.get(), event)), accepted);
      }
    } catch (RegistryException e) {
      // Says nothing about the record.
      throw e;
    } catch (UnreadableRecordException e) {
      reject(record, e.reason(), e.getMessage());
    } catch (SerializationException e) {
      reject(record, "unreadable", String.valueOf(e.getMessage()));
    }
  }

  private void reject(Record<byte[], byte[]> record, String reason, String message) {
    Optional<RecordMetadata> origin = context.recordMetadata();
    sensors
        .computeIfAbsent(
            reason,
            r ->
                MetricsTally.sensor(
                    context, "dead-letter", Map.of("topic", rules.topic(), "reason", r)))
        .record(1);
    long now = context.currentSystemTimeMs();
    if (now - warnedAtMillis.getOrDefault(reason, now - WARN_MILLIS) >= WARN_MILLIS) {
      warnedAtMillis.put(reason, now);
      LOG.warn(
          "A record of {} goes to dead-letters (partition {}, offset {}): {}: {}",
          rules.topic(),
          origin.map(RecordMetadata::partition).orElse(-1),
          origin.map(RecordMetadata::offset).orElse(-1L),
          reason,
          message);
    }
    context.forward(DeadLetter.of(record, origin, reason, message), rejected);
  }

  private static Optional<String> text(byte[] key) {
    if (key == null) {
      return Optional.of("");
    }
    String lenient = new String(key, StandardCharsets.UTF_8);
    if (lenient.indexOf(REPLACEMENT) < 0) {
      return Optional.of(lenient);
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
