package dev.phleet.examples;

import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Proves for every run of every collector that all of its anomalies are on the topic, or names
 * those that are not. Reads both topics from their beginning to their end, and ends with exit code
 * 1 when something is missing.
 */
public final class LossProof {
  private final Map<String, Run> runs = new TreeMap<>();

  private LossProof() {}

  // snippet: run
  /** One run of one collector, as far as it was read. */
  static final class Run {
    private final BitSet seen = new BitSet();
    private int claimed;
    private int duplicates;

    /** An event arrived. Whoever acts on events acts only when this is true. */
    boolean first(Source source) {
      int number = Math.toIntExact(source.getSequence());
      boolean first = !seen.get(number);
      seen.set(number);
      duplicates += first ? 0 : 1;
      return first;
    }

    /** A heartbeat names the last number that the collector has used. */
    void claim(long last) {
      claimed = Math.max(claimed, Math.toIntExact(last));
    }

    /** Numbers from 1 to the highest that is known of, which never arrived. */
    BitSet missing() {
      BitSet missing = new BitSet();
      missing.set(1, Math.max(claimed, seen.length() - 1) + 1);
      missing.andNot(seen);
      return missing;
    }
  }

  // end

  /** Arguments: bootstrap servers, registry, and the topics' prefix unless it is phleet. */
  public static void main(String[] args) {
    if (args.length < 2) {
      System.err.println("usage: LossProof BOOTSTRAP REGISTRY [PREFIX]");
      System.exit(2);
    }
    String prefix = args.length > 2 ? args[2] : "phleet.";
    LossProof proof = new LossProof();
    // Heartbeats first: an event that is sent meanwhile is not taken for a lost one.
    proof.read(args[0], args[1], prefix + "collectors");
    proof.read(args[0], args[1], prefix + "anomalies");
    System.exit(proof.tell() ? 0 : 1);
  }

  private void read(String bootstrap, String registry, String topic) {
    Map<String, Object> configs =
        Map.of(
            "bootstrap.servers", bootstrap,
            "schema.registry.url", registry,
            "enable.auto.commit", "false");
    AvroDeserializer<SpecificRecord> values = new AvroDeserializer<>();
    values.configure(configs, false);
    try (var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), values)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(this::take);
      }
    }
  }

  private void take(ConsumerRecord<String, SpecificRecord> record) {
    if (record.value() instanceof Anomaly anomaly) {
      run(record.key(), anomaly.getSource()).first(anomaly.getSource());
    } else if (record.value() instanceof CollectorStatus status) {
      run(record.key(), status.getSource())
          .claim(status.getPublished().getOrDefault("anomalies", 0L));
    }
  }

  private Run run(String host, Source source) {
    return runs.computeIfAbsent(host + " run " + source.getRunId(), name -> new Run());
  }

  private boolean tell() {
    runs.forEach(
        (name, run) ->
            System.out.println(
                name
                    + ": "
                    + run.seen.cardinality()
                    + " anomalies, "
                    + run.duplicates
                    + " twice, "
                    + (run.missing().isEmpty() ? "none missing" : "missing " + run.missing())));
    return runs.values().stream().allMatch(run -> run.missing().isEmpty());
  }
}
