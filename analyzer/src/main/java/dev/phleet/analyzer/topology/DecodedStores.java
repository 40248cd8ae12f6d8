package dev.phleet.analyzer.topology;

import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Makes {@link DecodedStore}s over RocksDB, with changelog.
 *
 * @param inner makes what they stand in front of
 * @param serde how they write values
 * @param weight room that a value takes, as a multiple of that of a small one
 * @param together the stores that are written together
 * @param <V> what is kept
 */
record DecodedStores<V>(
    StoreBuilder<KeyValueStore<String, V>> inner,
    Serde<V> serde,
    ToIntFunction<V> weight,
    WriteBack together)
    implements StoreBuilder<KeyValueStore<String, V>> {
  /** Stores of that name. */
  static <V> DecodedStores<V> of(
      String name, Serde<V> serde, ToIntFunction<V> weight, WriteBack together) {
    return new DecodedStores<>(
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serde)
            .withLoggingEnabled(Map.of())
            .withCachingDisabled(),
        serde,
        weight,
        together);
  }

  @Override
  public KeyValueStore<String, V> build() {
    return new DecodedStore<>(inner.build(), serde, weight, together);
  }

  /** Has no effect: it is its own cache. */
  @Override
  public StoreBuilder<KeyValueStore<String, V>> withCachingEnabled() {
    return this;
  }

  /** Has no effect: it is its own cache. */
  @Override
  public StoreBuilder<KeyValueStore<String, V>> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<KeyValueStore<String, V>> withLoggingEnabled(Map<String, String> config) {
    return new DecodedStores<>(inner.withLoggingEnabled(config), serde, weight, together);
  }

  @Override
  public StoreBuilder<KeyValueStore<String, V>> withLoggingDisabled() {
    return new DecodedStores<>(inner.withLoggingDisabled(), serde, weight, together);
  }

  @Override
  public Map<String, String> logConfig() {
    return inner.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return inner.loggingEnabled();
  }

  @Override
  public String name() {
    return inner.name();
  }
}
