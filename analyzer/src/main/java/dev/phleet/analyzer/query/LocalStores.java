package dev.phleet.analyzer.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The state stores of this instance. Only what it is answerable for is read: active, restored
 * partitions, never a standby's older copy.
 */
public final class LocalStores {
  private final Supplier<Optional<KafkaStreams>> streams;

  /** Reads the stores of a client, once there is one. */
  public LocalStores(Supplier<Optional<KafkaStreams>> streams) {
    this.streams = streams;
  }

  /**
   * The running client.
   *
   * @throws Unavailable while there is none, or it does not run
   */
  KafkaStreams running() {
    KafkaStreams client =
        streams.get().orElseThrow(() -> new Unavailable("the analyzer is starting"));
    KafkaStreams.State state = client.state();
    if (!state.isRunningOrRebalancing()) {
      throw new Unavailable("the analyzer is " + state + " and holds no state");
    }
    return client;
  }

  /**
   * What a key has in one partition.
   *
   * @throws Unavailable when the partition is not here, or not yet
   */
  <V> Optional<V> get(String store, int partition, String key) {
    Map<Integer, QueryResult<V>> results =
        ask(store, KeyQuery.<String, V>withKey(key), Optional.of(Set.of(partition)));
    QueryResult<V> result = results.get(partition);
    if (result == null || isElsewhere(result)) {
      throw moved(store);
    }
    return Optional.ofNullable(result(store, result));
  }

  /**
   * One partition of a store, for who knows more of its keys than that they have a prefix.
   *
   * @throws Unavailable when the partition is not here, or not yet
   */
  <V> ReadOnlyKeyValueStore<String, V> view(String store, int partition) {
    try {
      return running()
          .store(
              StoreQueryParameters.fromNameAndType(
                      store, QueryableStoreTypes.<String, V>keyValueStore())
                  .withPartition(partition));
    } catch (StreamsException e) {
      throw moved(store);
    }
  }

  /**
   * Looks at every entry here.
   *
   * @return the partitions that are here
   */
  <V> List<Integer> each(String store, BiConsumer<String, V> visitor) {
    return scan(store, RangeQuery.<String, V>withNoBounds(), visitor);
  }

  /**
   * Looks at every entry here whose key begins with a text that ends with a zero.
   *
   * @return the partitions that are here
   */
  <V> List<Integer> eachWithPrefix(String store, String prefix, BiConsumer<String, V> visitor) {
    // The zero at the end, which separates parts of a key, is followed by one.
    String end = prefix.substring(0, prefix.length() - 1) + '\1';
    return scan(store, RangeQuery.<String, V>withRange(prefix, end), visitor);
  }

  private <V> List<Integer> scan(
      String store, RangeQuery<String, V> range, BiConsumer<String, V> visitor) {
    List<Integer> read = new ArrayList<>();
    ask(store, range, Optional.empty())
        .forEach(
            (partition, result) -> {
              if (!isElsewhere(result)) {
                try (KeyValueIterator<String, V> entries = result(store, result)) {
                  entries.forEachRemaining(entry -> visitor.accept(entry.key, entry.value));
                }
                read.add(partition);
              }
            });
    return read;
  }

  private <R> Map<Integer, QueryResult<R>> ask(
      String store, Query<R> query, Optional<Set<Integer>> partitions) {
    StateQueryRequest<R> request =
        StateQueryRequest.inStore(store).withQuery(query).requireActive();
    try {
      return running()
          .query(partitions.map(request::withPartitions).orElseGet(request::withAllPartitions))
          .getPartitionResults();
    } catch (StreamsException e) {
      throw new Unavailable("the analyzer cannot read its state now: " + e.getMessage());
    }
  }

  private static boolean isElsewhere(QueryResult<?> result) {
    return result.isFailure()
        && (result.getFailureReason() == FailureReason.NOT_ACTIVE
            || result.getFailureReason() == FailureReason.NOT_PRESENT);
  }

  private static <R> R result(String store, QueryResult<R> result) {
    if (result.isFailure()) {
      throw new Unavailable(
          "the analyzer cannot read its state " + store + " now: " + result.getFailureMessage());
    }
    return result.getResult();
  }

  private static Unavailable moved(String store) {
    return new Unavailable("the state " + store + " is being moved between instances");
  }
}
