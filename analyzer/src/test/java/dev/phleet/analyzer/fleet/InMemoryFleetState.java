package dev.phleet.analyzer.fleet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the fleet knows without a store, for tests of the plain classes. */
final class InMemoryFleetState implements FleetState {
  private final Map<String, FleetSummary> summaries = new TreeMap<>();
  private final Map<String, TreeMap<Integer, Integer>> pairs = new HashMap<>();
  private final Map<String, TreeMap<String, Integer>> paths = new HashMap<>();

  @Override
  public FleetSummary summary(String executableId) {
    return summaries.getOrDefault(executableId, FleetSummary.EMPTY);
  }

  @Override
  public void putSummary(String executableId, Optional<FleetSummary> summary) {
    summary.ifPresentOrElse(
        s -> summaries.put(executableId, s), () -> summaries.remove(executableId));
  }

  @Override
  public void eachDirty(Consumer<String> visitor) {
    summaries.forEach(
        (id, summary) -> {
          if (summary.dirty()) {
            visitor.accept(id);
          }
        });
  }

  @Override
  public void tallyPairs(String executableId, int count, int change) {
    add(pairs.computeIfAbsent(executableId, e -> new TreeMap<>()), count, change);
  }

  @Override
  public void tallyPath(String executableId, String path, int change) {
    add(paths.computeIfAbsent(executableId, e -> new TreeMap<>()), path, change);
  }

  private static <K> void add(Map<K, Integer> tally, K key, int change) {
    tally.merge(key, change, (a, b) -> a + b == 0 ? null : a + b);
  }

  @Override
  public OptionalInt fewestPairs(String executableId) {
    TreeMap<Integer, Integer> known = pairs.getOrDefault(executableId, new TreeMap<>());
    return known.isEmpty() ? OptionalInt.empty() : OptionalInt.of(known.firstKey());
  }

  @Override
  public OptionalInt mostPairs(String executableId) {
    TreeMap<Integer, Integer> known = pairs.getOrDefault(executableId, new TreeMap<>());
    return known.isEmpty() ? OptionalInt.empty() : OptionalInt.of(known.lastKey());
  }

  @Override
  public List<String> paths(String executableId, int limit) {
    return paths.getOrDefault(executableId, new TreeMap<>()).keySet().stream()
        .limit(limit)
        .toList();
  }

  /** How many things are remembered, apart from the sums. */
  int size() {
    return pairs.values().stream().mapToInt(Map::size).sum()
        + paths.values().stream().mapToInt(Map::size).sum();
  }
}
