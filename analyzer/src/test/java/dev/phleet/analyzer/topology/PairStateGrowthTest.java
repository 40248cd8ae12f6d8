package dev.phleet.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.pairs.PairCode;
import dev.phleet.analyzer.fleet.pairs.PairKnowledge;
import dev.phleet.analyzer.fleet.pairs.PairSet;
import dev.phleet.analyzer.fleet.pairs.PairsChange;
import dev.phleet.analyzer.fleet.pairs.PairsShare;
import dev.phleet.schemas.event.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/**
 * How much is kept of a simulated fleet, in RocksDB: -Dpairs.hosts=1000 -Dpairs.programs=50 for a
 * larger one; what it took is printed. Programs have 300 to 3,000 pairs.
 */
class PairStateGrowthTest {
  private static final int HOSTS = Integer.getInteger("pairs.hosts", 60);
  private static final int PROGRAMS = Integer.getInteger("pairs.programs", 4);
  private static final int VARIANTS = 4;
  private static final long START = 1_790_000_000_000_000L;

  @TempDir private Path directory;

  /** How alike the hosts of the fleet are. */
  private enum Fleet {
    /** Each knows one of four sets. */
    ALIKE,
    /** Each knows 20 pairs of its own. */
    EACH_OTHERWISE
  }

  @Test
  void shouldGrowWithHostsAndNotWithEvents() throws IOException {
    long one = bytes(Fleet.EACH_OTHERWISE, HOSTS, 1);
    long two = bytes(Fleet.EACH_OTHERWISE, 2 * HOSTS, 1);
    long often = bytes(Fleet.EACH_OTHERWISE, HOSTS, 3);

    assertThat(two).isBetween(one * 3 / 2, one * 5 / 2);
    assertThat(often).isLessThan(one * 5 / 4);
  }

  @Test
  void shouldKeepOnceWhatManyHostsKnow() throws IOException {
    assertThat(bytes(Fleet.ALIKE, HOSTS, 1)).isLessThan(bytes(Fleet.EACH_OTHERWISE, HOSTS, 1) / 2);
  }

  /** Every host tells of every program so often; returns the bytes that are kept. */
  private long bytes(Fleet fleet, int hosts, int rounds) throws IOException {
    Path path = Files.createTempDirectory(directory, "state");
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(StoreNames.PAIRS),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    Properties properties = new Properties();
    properties.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, "growth");
    properties.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    var context = new MockProcessorContext<>(properties, new TaskId(0, 0), path.toFile());
    store.init(context.getStateStoreContext(), store);
    PairKnowledge knowledge = new PairKnowledge(new PairStore(store), 1 << 18);
    long spent = 0;
    for (int round = 0; round < rounds; round++) {
      for (int host = 0; host < hosts; host++) {
        for (int program = 0; program < PROGRAMS; program++) {
          PairsChange change = change(fleet, host, program, round);
          long began = System.nanoTime();
          knowledge.apply(change, round);
          spent += System.nanoTime() - began;
        }
      }
      knowledge.write();
    }
    long began = System.nanoTime();
    knowledge.takeChanged(rounds + 1);
    long looked = System.nanoTime() - began;
    long bytes = bytes(store);
    store.close();
    System.out.printf(
        Locale.ROOT,
        "%s, %d hosts x %d programs, told %d times: %.0f bytes a host and program,"
            + " %.0f on disk, %.1f us a record, %.1f ms to look for the outliers of a program%n",
        fleet,
        hosts,
        PROGRAMS,
        rounds,
        bytes / (double) hosts / PROGRAMS,
        size(path) / (double) hosts / PROGRAMS,
        spent / 1e3 / hosts / PROGRAMS / rounds,
        looked / 1e6 / PROGRAMS);
    return bytes;
  }

  private static PairsChange change(Fleet fleet, int host, int program, int round) {
    RoaringBitmap pairs = new RoaringBitmap();
    int calls = 6 + program % 14;
    for (int current = 1; current <= calls; current++) {
      for (int previous = 1; previous <= calls; previous++) {
        for (int distance = 1; distance <= PairCode.HIGHEST_DISTANCE; distance++) {
          pairs.add(PairCode.of(current, previous, distance));
        }
      }
    }
    int own = fleet == Fleet.ALIKE ? host % VARIANTS : host;
    Random random = new Random(own * 31L + program);
    for (int i = 0; i < 20 + round; i++) {
      pairs.add(PairCode.of(1 + random.nextInt(calls + 9), 1 + random.nextInt(300), 1 + i % 8));
    }
    pairs.runOptimize();
    String id = String.format(Locale.ROOT, "%032x", host);
    return new PairsChange(
        String.format(Locale.ROOT, "sha256:%064x", program),
        new ProfileId(id, 0x0080_0001_0000_0000L + program),
        Optional.of(
            PairsShare.of(
                "x86_64", State.NORMAL, START, new PairSet(pairs, pairs), new TreeMap<>())));
  }

  /** Keys and values, without what RocksDB has yet to compact. */
  private static long bytes(KeyValueStore<String, byte[]> store) {
    long bytes = 0;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        bytes += entry.key.length() + entry.value.length;
      }
    }
    return bytes;
  }

  private static long size(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
