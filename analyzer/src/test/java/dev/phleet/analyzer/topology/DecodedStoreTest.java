package dev.phleet.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real RocksDB. */
class DecodedStoreTest {
  private static final String NAME = "some";

  @TempDir Path directory;
  private final WriteBack together = new WriteBack();
  private final List<KeyValueStore<String, String>> open = new ArrayList<>();

  private DecodedStore<String> store(String name) {
    Properties properties = new Properties();
    properties.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(
            properties,
            new org.apache.kafka.streams.processor.TaskId(0, 0),
            directory.resolve(name).toFile());
    context.setRecordMetadata("topic", 0, 0);
    DecodedStore<String> store =
        (DecodedStore<String>)
            DecodedStores.of(name, Serdes.String(), together).withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    open.add(store);
    return store;
  }

  @AfterEach
  void close() {
    open.forEach(KeyValueStore::close);
  }

  @Test
  void shouldBeLikeASortedMapWhateverIsDone() {
    DecodedStore<String> store = store(NAME);
    Map<String, String> model = new TreeMap<>();
    Random random = new Random(7);
    for (int step = 0; step < 20_000; step++) {
      String key = "k" + (char) ('a' + random.nextInt(4)) + random.nextInt(2 * DecodedStore.ROOM);
      switch (random.nextInt(20)) {
        case 0 -> assertThat(store.delete(key)).isEqualTo(model.remove(key));
        case 1 -> {
          if (random.nextInt(100) == 0) {
            store.flushCache();
            assertThat(store.unwritten()).isEmpty();
          }
        }
        case 2 -> {
          String prefix = key.substring(0, Math.min(4, key.length()));
          assertThat(keys(store.prefixScan(prefix, new StringSerializer())))
              .isEqualTo(model.keySet().stream().filter(k -> k.startsWith(prefix)).toList());
        }
        case 3 ->
            assertThat(store.putIfAbsent(key, "once")).isEqualTo(model.putIfAbsent(key, "once"));
        case 4, 5, 6, 7, 8, 9 -> assertThat(store.get(key)).isEqualTo(model.get(key));
        default -> {
          store.put(key, "v" + step);
          model.put(key, "v" + step);
        }
      }
    }
    assertThat(keys(store.all())).isEqualTo(List.copyOf(model.keySet()));
    assertThat(keys(store.range("kb", "kc")))
        .isEqualTo(model.keySet().stream().filter(k -> k.startsWith("kb")).toList());
  }

  private static List<String> keys(KeyValueIterator<String, String> found) {
    try (found) {
      List<String> keys = new ArrayList<>();
      found.forEachRemaining((KeyValue<String, String> entry) -> keys.add(entry.key));
      return keys;
    }
  }

  @Test
  void shouldShowOthersOnlyWhatIsWritten() throws Exception {
    DecodedStore<String> store = store(NAME);
    store.put("a", "first");
    assertThat(store.get("a")).isEqualTo("first");
    assertThat(elsewhere(store, "a")).isNull();
    store.flushCache();
    assertThat(elsewhere(store, "a")).isEqualTo("first");
    store.put("a", "second");
    assertThat(elsewhere(store, "a")).isEqualTo("first");
  }

  private static String elsewhere(DecodedStore<String> store, String key)
      throws InterruptedException, ExecutionException {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<String> read = other.submit(() -> store.get(key));
      return read.get();
    } finally {
      other.shutdown();
    }
  }

  @Test
  void shouldWriteAllStoresOfItsThreadWhenOneIsFlushed() {
    DecodedStore<String> one = store("one");
    DecodedStore<String> other = store("other");
    one.put("a", "1");
    other.put("b", "2");
    one.flushCache();
    assertThat(other.unwritten()).isEmpty();
    assertThat(other.wrapped().get("b")).isEqualTo("2");
  }

  @Test
  void shouldNotWriteWhatWasNotCommittedWhenItIsClosed() {
    DecodedStore<String> store = store(NAME);
    store.put("a", "committed");
    store.flushCache();
    store.put("a", "not committed");
    store.close();
    assertThat(store(NAME).get("a")).isEqualTo("committed");
  }
}
