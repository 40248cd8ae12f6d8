package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.pairs.HostSets;
import dev.phleet.analyzer.fleet.pairs.KnownPairs;
import dev.phleet.analyzer.fleet.pairs.PairCounts;
import dev.phleet.analyzer.fleet.pairs.PairSet;
import dev.phleet.analyzer.fleet.pairs.PairSummary;
import dev.phleet.analyzer.fleet.pairs.Program;
import dev.phleet.analyzer.fleet.pairs.SetId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What is known of pairs, read from the one store {@link StoreNames#PAIRS}; also for interactive
 * queries. A key is the executable id, a zero, and a letter that says what is kept there: {@code m}
 * summary, {@code h} a host's sets, and behind {@code a} and an architecture {@code c} counts,
 * {@code n} names, {@code s} a set, {@code r} who has it.
 */
public class StoredPairs implements KnownPairs {
  static final char ZERO = '\0';

  private final ReadOnlyKeyValueStore<String, byte[]> store;

  /** Over the store. */
  public StoredPairs(ReadOnlyKeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  @Override
  public PairSummary summary(String executableId) {
    return read(PairForms.SUMMARY, summaryKey(executableId), PairSummary.NONE);
  }

  @Override
  public HostSets host(String executableId, String hostId) {
    return read(PairForms.HOST, hostPrefix(executableId) + hostId, HostSets.NONE);
  }

  @Override
  public void eachHost(String executableId, BiConsumer<String, HostSets> visitor) {
    String prefix = hostPrefix(executableId);
    try (KeyValueIterator<String, byte[]> all = store.prefixScan(prefix, new StringSerializer())) {
      all.forEachRemaining(
          entry ->
              visitor.accept(
                  entry.key.substring(prefix.length()),
                  PairForms.read(PairForms.HOST, entry.value)));
    }
  }

  @Override
  public PairSet set(Program program, SetId id) {
    return id.equals(SetId.EMPTY)
        ? PairSet.EMPTY
        : read(PairForms.SET, setPrefix(program) + id.text(), PairSet.EMPTY);
  }

  @Override
  public PairCounts counts(Program program) {
    byte[] bytes = store.get(countsKey(program));
    return bytes == null ? new PairCounts() : PairForms.read(PairForms.COUNTS, bytes);
  }

  @Override
  public SortedMap<Integer, String> names(Program program) {
    return read(PairForms.NAMES, namesKey(program), Collections.emptySortedMap());
  }

  final <T> T read(StateSerde<T> form, String key, T otherwise) {
    byte[] bytes = store.get(key);
    return bytes == null ? otherwise : PairForms.read(form, bytes);
  }

  static String summaryKey(String executableId) {
    return executableId + ZERO + 'm';
  }

  static String hostPrefix(String executableId) {
    return executableId + ZERO + 'h';
  }

  static String countsKey(Program program) {
    return prefix(program) + 'c';
  }

  static String namesKey(Program program) {
    return prefix(program) + 'n';
  }

  static String setPrefix(Program program) {
    return prefix(program) + 's';
  }

  static String holdersPrefix(Program program) {
    return prefix(program) + 'r';
  }

  private static String prefix(Program program) {
    return program.executableId() + ZERO + 'a' + program.architecture() + ZERO;
  }
}
