package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.analyzer.topology.Read.Rejected;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.ValueMapper;

/**
 * What every path of the topology is made with.
 *
 * @param builder where the operators go
 * @param settings what the topology needs to know
 * @param serdes how events are read and written
 * @param patience how long a registry that is away is waited for
 * @param together the stores that are written together
 */
record Wiring(
    StreamsBuilder builder,
    TopologySettings settings,
    EventSerdes serdes,
    RegistryPatience patience,
    WriteBack together) {

  /**
   * Reads and checks a topic; what is bad goes to the dead letters. The reader hands over to one of
   * two operators by their names: a branch takes three more steps for each of all records.
   *
   * @param name what the names of the operators begin with
   * @param next name of the operator that takes what can be true, which must come next
   * @return what can be true
   */
  @SuppressWarnings("unchecked") // Only the dead letters' operator is handed what is rejected.
  <T> KStream<byte[], Accepted<T>> read(
      String name,
      String next,
      Topic<T> topic,
      Function<LongSupplier, RecordReader.Rules<T>> rules) {
    String rejected = name + "-bytes";
    KStream<byte[], ? extends Read<T>> read =
        builder.stream(
                topic(topic),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                    .withTimestampExtractor(new ArrivalTime())
                    .withName(name + "-source"))
            .process(
                () -> new RecordReader<>(rules, patience, next, rejected),
                Named.as(name + "-read"));
    read.mapValues(record -> ((Rejected<T>) record).bytes(), Named.as(rejected))
        .to(
            topic(Topics.DEAD_LETTERS),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName(name + "-to-dead-letters"));
    return (KStream<byte[], Accepted<T>>) read;
  }

  /** Writes a stream to a topic of events. */
  <V> void publish(String name, Topic<V> topic, KStream<String, V> stream, Serde<V> serde) {
    stream.to(
        topic(topic), Produced.with(Serdes.String(), serde).withName(name + "-to-" + topic.name()));
  }

  /** Writes a stream to the topic ocsf, each event as a finding. */
  <V> void find(String name, KStream<String, V> stream, ValueMapper<V, String> finding) {
    publish(
        name + "-finding",
        Topics.OCSF,
        stream.mapValues(finding, Named.as(name + "-finding")),
        Serdes.String());
  }

  /**
   * Adds a store. What is written several times between two commits goes to disk and to the
   * changelog once; nothing waits for that, since records are forwarded by the processors.
   */
  <V> void addStore(String name, Serde<V> serde) {
    addStore(name, serde, value -> 1);
  }

  /**
   * The same for a store with larger values.
   *
   * @param weight how many times half a kilobyte a value takes in memory
   */
  <V> void addStore(String name, Serde<V> serde, ToIntFunction<V> weight) {
    builder.addStateStore(DecodedStores.of(name, serde, weight, together));
  }

  /**
   * A repartition topic by executable id. All of them have the same number of partitions, so that
   * what concerns one executable meets in one task, where the rules and the fleet's knowledge share
   * a store: Kafka Streams does not see to that by itself where nothing is joined.
   *
   * @param name what it carries
   */
  <V> Repartitioned<String, V> byExecutable(String name, Serde<V> serde) {
    return Repartitioned.with(Serdes.String(), serde)
        .withName(name + "-by-executable")
        .withNumberOfPartitions(Topics.ANOMALIES.partitions());
  }

  /** The topic's name on the broker. */
  String topic(Topic<?> topic) {
    return topic.nameWith(settings.prefix());
  }
}
