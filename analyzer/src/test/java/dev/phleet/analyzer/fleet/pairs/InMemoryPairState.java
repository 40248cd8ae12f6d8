package dev.phleet.analyzer.fleet.pairs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** State in maps; keeps copies, as a store does. */
final class InMemoryPairState implements PairState {
  private record Key(Program program, SetId id) {}

  private final Map<String, PairSummary> summaries = new HashMap<>();
  private final Map<String, SortedMap<String, HostSets>> hosts = new HashMap<>();
  private final Map<Key, PairSet> sets = new HashMap<>();
  private final Map<Key, Holders> holders = new HashMap<>();
  private final Map<Program, PairCounts> counts = new HashMap<>();
  private final Map<Program, SortedMap<Integer, String>> names = new HashMap<>();
  private final Set<String> stale = new TreeSet<>();

  boolean isEmpty() {
    return summaries.isEmpty()
        && hosts.values().stream().allMatch(Map::isEmpty)
        && sets.isEmpty()
        && holders.isEmpty()
        && counts.isEmpty()
        && names.isEmpty()
        && stale.isEmpty();
  }

  int setCount() {
    return sets.size();
  }

  @Override
  public PairSummary summary(String executableId) {
    return summaries.getOrDefault(executableId, PairSummary.NONE);
  }

  @Override
  public HostSets host(String executableId, String hostId) {
    return of(executableId).getOrDefault(hostId, HostSets.NONE);
  }

  @Override
  public void eachHost(String executableId, BiConsumer<String, HostSets> visitor) {
    of(executableId).forEach(visitor);
  }

  @Override
  public PairSet set(Program program, SetId id) {
    return id.equals(SetId.EMPTY) ? PairSet.EMPTY : sets.get(new Key(program, id));
  }

  @Override
  public PairCounts counts(Program program) {
    return copy(counts.getOrDefault(program, new PairCounts()));
  }

  @Override
  public SortedMap<Integer, String> names(Program program) {
    return names.getOrDefault(program, new TreeMap<>());
  }

  @Override
  public void putSummary(String executableId, Optional<PairSummary> summary) {
    put(summaries, executableId, summary);
  }

  @Override
  public void putHost(String executableId, String hostId, Optional<HostSets> now) {
    put(of(executableId), hostId, now);
  }

  @Override
  public void putSet(Program program, SetId id, Optional<PairSet> set) {
    put(sets, new Key(program, id), set);
  }

  @Override
  public Holders holders(Program program, SetId id) {
    return holders.getOrDefault(new Key(program, id), Holders.NONE);
  }

  @Override
  public void putHolders(Program program, SetId id, Optional<Holders> now) {
    put(holders, new Key(program, id), now);
  }

  @Override
  public void eachSet(Program program, BiConsumer<PairSet, Holders> visitor) {
    List<Key> keys = new ArrayList<>(sets.keySet());
    keys.removeIf(key -> !key.program().equals(program));
    keys.forEach(key -> visitor.accept(sets.get(key), holders.get(key)));
  }

  @Override
  public void putCounts(Program program, Optional<PairCounts> now) {
    put(counts, program, now.map(InMemoryPairState::copy));
  }

  @Override
  public void putNames(Program program, Optional<SortedMap<Integer, String>> now) {
    put(names, program, now);
  }

  @Override
  public void putStale(String executableId, boolean now) {
    if (now) {
      stale.add(executableId);
    } else {
      stale.remove(executableId);
    }
  }

  @Override
  public void eachStale(Consumer<String> visitor) {
    List.copyOf(stale).forEach(visitor);
  }

  private SortedMap<String, HostSets> of(String executableId) {
    return hosts.computeIfAbsent(executableId, id -> new TreeMap<>());
  }

  private static PairCounts copy(PairCounts counts) {
    return new PairCounts(counts.codes(), counts.counts(), counts.hosts(), counts.normalHosts());
  }

  private static <K, V> void put(Map<K, V> map, K key, Optional<V> value) {
    value.ifPresentOrElse(v -> map.put(key, v), () -> map.remove(key));
  }
}
