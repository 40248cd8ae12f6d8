package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.pairs.Holders;
import dev.phleet.analyzer.fleet.pairs.HostSets;
import dev.phleet.analyzer.fleet.pairs.PairCounts;
import dev.phleet.analyzer.fleet.pairs.PairSet;
import dev.phleet.analyzer.fleet.pairs.PairState;
import dev.phleet.analyzer.fleet.pairs.PairSummary;
import dev.phleet.analyzer.fleet.pairs.Program;
import dev.phleet.analyzer.fleet.pairs.SetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What is known of pairs, in the one store {@link StoreNames#PAIRS}. */
final class PairStore extends StoredPairs implements PairState {
  /** No id of an executable begins so. */
  private static final String STALE = "\1stale" + ZERO;

  private static final byte[] YES = {1};

  private final KeyValueStore<String, byte[]> store;

  PairStore(KeyValueStore<String, byte[]> store) {
    super(store);
    this.store = store;
  }

  @Override
  public void putSummary(String executableId, Optional<PairSummary> summary) {
    put(PairForms.SUMMARY, summaryKey(executableId), summary);
  }

  @Override
  public void putHost(String executableId, String hostId, Optional<HostSets> sets) {
    put(PairForms.HOST, hostPrefix(executableId) + hostId, sets);
  }

  @Override
  public void putSet(Program program, SetId id, Optional<PairSet> set) {
    put(PairForms.SET, setPrefix(program) + id.text(), set);
  }

  @Override
  public Holders holders(Program program, SetId id) {
    return read(PairForms.HOLDERS, holdersPrefix(program) + id.text(), Holders.NONE);
  }

  @Override
  public void putHolders(Program program, SetId id, Optional<Holders> holders) {
    put(PairForms.HOLDERS, holdersPrefix(program) + id.text(), holders);
  }

  @Override
  public void eachSet(Program program, BiConsumer<PairSet, Holders> visitor) {
    String sets = setPrefix(program);
    try (KeyValueIterator<String, byte[]> all = store.prefixScan(sets, new StringSerializer())) {
      all.forEachRemaining(
          entry -> {
            String id = entry.key.substring(sets.length());
            visitor.accept(
                PairForms.read(PairForms.SET, entry.value),
                read(PairForms.HOLDERS, holdersPrefix(program) + id, Holders.NONE));
          });
    }
  }

  @Override
  public void putCounts(Program program, Optional<PairCounts> counts) {
    put(PairForms.COUNTS, countsKey(program), counts);
  }

  @Override
  public void putNames(Program program, Optional<SortedMap<Integer, String>> names) {
    put(PairForms.NAMES, namesKey(program), names);
  }

  @Override
  public void putStale(String executableId, boolean stale) {
    store.put(STALE + executableId, stale ? YES : null);
  }

  @Override
  public void eachStale(Consumer<String> visitor) {
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = store.prefixScan(STALE, new StringSerializer())) {
      all.forEachRemaining(entry -> found.add(entry.key.substring(STALE.length())));
    }
    found.forEach(visitor);
  }

  private <T> void put(StateSerde<T> form, String key, Optional<T> value) {
    store.put(key, value.map(v -> PairForms.write(form, v)).orElse(null));
  }
}
