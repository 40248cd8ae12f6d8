package dev.phleet.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
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
  private final WriteBack together = new WriteBack(1);
  private final List<KeyValueStore<String, String>> open = new ArrayList<>();

  private DecodedStore<String> store(String name) {
    return store(name, 1);
  }

  private DecodedStore<String> store(String name, int weight) {
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
            DecodedStores.of(name, Serdes.String(), value -> weight, together)
                .withLoggingDisabled()
                .build();
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
    NavigableMap<String, String> model = new TreeMap<>();
    Random random = new Random(7);
    for (int step = 0; step < 20_000; step++) {
      String key = "k" + (char) ('a' + random.nextInt(4)) + random.nextInt(DecodedStore.WAITING);
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
          assertThat(entries(store.prefixScan(prefix, new StringSerializer())))
              .isEqualTo(below(model.tailMap(prefix, true), k -> k.startsWith(prefix)));
          String to = key + "5";
          assertThat(entries(store.range(prefix, to)))
              .isEqualTo(below(model.subMap(prefix, true, to, true), k -> true));
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
    assertThat(entries(store.all())).isEqualTo(below(model, k -> true));
    assertThat(entries(store.range(null, "kc")))
        .isEqualTo(below(model.headMap("kc", true), k -> true));
    assertThat(entries(store.range("kb", null)))
        .isEqualTo(below(model.tailMap("kb", true), k -> true));
    store.flushCache();
    assertThat(entries(store.all())).isEqualTo(below(model, k -> true));
  }

  private static List<String> below(Map<String, String> some, Predicate<String> which) {
    return some.entrySet().stream()
        .filter(e -> which.test(e.getKey()))
        .map(e -> e.getKey() + "=" + e.getValue())
        .toList();
  }

  private static List<String> entries(KeyValueIterator<String, String> found) {
    try (found) {
      List<String> entries = new ArrayList<>();
      while (found.hasNext()) {
        String next = found.peekNextKey();
        KeyValue<String, String> entry = found.next();
        assertThat(entry.key).isEqualTo(next);
        entries.add(entry.key + "=" + entry.value);
      }
      return entries;
    }
  }

  @Test
  void shouldScanInTheOrderOfTheStoreBeneath() {
    // By code points these are the other way round than by Java's chars.
    String first = "host\uff5e";
    String second = "host\ud83d\ude00";
    DecodedStore<String> store = store(NAME);
    store.put(second, "2");
    store.flushCache();
    store.put(first, "1");
    assertThat(entries(store.prefixScan("host", new StringSerializer())))
        .containsExactly(first + "=1", second + "=2");
  }

  @Test
  void shouldNotWriteWhenItIsScanned() {
    DecodedStore<String> store = store(NAME);
    store.put("a", "1");
    assertThat(entries(store.all())).containsExactly("a=1");
    assertThat(entries(store.prefixScan("a", new StringSerializer()))).containsExactly("a=1");
    assertThat(store.unwritten()).containsExactly("a");
    assertThat(store.wrapped().get("a")).isNull();
  }

  @Test
  void shouldShowAScanAsItWasWhenItBegan() {
    DecodedStore<String> store = store(NAME);
    store.put("a", "1");
    store.put("b", "2");
    store.flushCache();
    store.put("c", "3");
    try (KeyValueIterator<String, String> scan = store.all()) {
      scan.next();
      store.put("b", "later");
      store.delete("c");
      store.put("d", "4");
      assertThat(scan.next().value).isEqualTo("2");
      assertThat(scan.next().value).isEqualTo("3");
      assertThat(scan.hasNext()).isFalse();
    }
  }

  @Test
  void shouldNeverWriteWhatCameAndWentBetweenTwoCommits() {
    DecodedStore<String> store = store(NAME);
    store.put("stays", "1");
    assertThat(store.get("goes")).isNull();
    // Shows whether the store beneath is written to.
    store.wrapped().put("goes", "untouched");
    store.put("goes", "1");
    store.delete("goes");
    store.flushCache();
    assertThat(store.wrapped().get("goes")).isEqualTo("untouched");
    store.put("stays", "2");
    store.delete("stays");
    store.flushCache();
    assertThat(store.wrapped().get("stays")).isNull();
  }

  @Test
  void shouldWriteEverythingTogetherWhenThereIsNoMoreRoom() {
    DecodedStore<String> store = store(NAME);
    store.put("first", "1");
    for (int i = 0; i < DecodedStore.WAITING; i++) {
      assertThat(store.wrapped().get("first")).isNull();
      store.put("k" + i, "v");
    }
    assertThat(store.wrapped().get("first")).isEqualTo("1");
    assertThat(store.wrapped().get("k" + (DecodedStore.WAITING - 2))).isEqualTo("v");
    assertThat(store.get("first")).isEqualTo("1");
  }

  @Test
  void shouldLetGoWhatWasNotUsedInWhateverStoreItIs() {
    // There is room for two of them.
    DecodedStore<String> heavy = store("heavy", 40_000);
    DecodedStore<String> light = store("light");
    heavy.put("first", "1");
    heavy.put("second", "2");
    light.put("a", "1");
    heavy.flushCache();
    // Shows whether the store beneath is asked.
    heavy.wrapped().put("first", "not held");
    heavy.wrapped().put("second", "not held");
    light.wrapped().put("a", "not held");
    assertThat(heavy.get("second")).isEqualTo("2");
    assertThat(light.get("a")).isEqualTo("1");
    heavy.put("third", "3");
    assertThat(heavy.get("second")).isEqualTo("2");
    assertThat(light.get("a")).isEqualTo("1");
    assertThat(heavy.get("first")).isEqualTo("not held");
  }

  @Test
  void shouldNotLetGoWhatIsNotWritten() {
    DecodedStore<String> heavy = store("heavy", 60_000);
    heavy.put("first", "1");
    heavy.put("second", "2");
    heavy.put("third", "3");
    assertThat(heavy.get("first")).isEqualTo("1");
    assertThat(heavy.unwritten()).containsExactly("first", "second", "third");
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
