package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.FleetState;
import dev.phleet.analyzer.fleet.FleetSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the fleet knows, in two stores. The parts of a key are separated by a zero; numbers of pairs
 * are written so that they sort, which makes fewest and most the two ends of a range.
 *
 * @param summaries {@link StoreNames#SUMMARIES}
 * @param tallies {@link StoreNames#TALLIES}
 */
record FleetStores(
    KeyValueStore<String, FleetSummary> summaries, KeyValueStore<String, Long> tallies)
    implements FleetState {
  private static final char ZERO = '\0';

  @Override
  public FleetSummary summary(String executableId) {
    FleetSummary summary = summaries.get(executableId);
    return summary == null ? FleetSummary.EMPTY : summary;
  }

  @Override
  public void putSummary(String executableId, Optional<FleetSummary> summary) {
    summaries.put(executableId, summary.orElse(null));
  }

  @Override
  public void eachDirty(Consumer<String> visitor) {
    try (KeyValueIterator<String, FleetSummary> all = summaries.all()) {
      all.forEachRemaining(
          entry -> {
            if (entry.value.dirty()) {
              visitor.accept(entry.key);
            }
          });
    }
  }

  @Override
  public void tallyPairs(String executableId, int pairs, int change) {
    add(pairsKey(executableId, pairs), change);
  }

  @Override
  public void tallyPath(String executableId, String path, int change) {
    add(pathPrefix(executableId) + path, change);
  }

  private void add(String key, int change) {
    Long before = tallies.get(key);
    long after = (before == null ? 0 : before) + change;
    tallies.put(key, after > 0 ? after : null);
  }

  @Override
  public OptionalInt fewestPairs(String executableId) {
    try (KeyValueIterator<String, Long> found =
        tallies.range(pairsKey(executableId, 0), pairsKey(executableId, Integer.MAX_VALUE))) {
      return firstPairs(found);
    }
  }

  @Override
  public OptionalInt mostPairs(String executableId) {
    try (KeyValueIterator<String, Long> found =
        tallies.reverseRange(
            pairsKey(executableId, 0), pairsKey(executableId, Integer.MAX_VALUE))) {
      return firstPairs(found);
    }
  }

  private static OptionalInt firstPairs(KeyValueIterator<String, Long> found) {
    if (!found.hasNext()) {
      return OptionalInt.empty();
    }
    String key = found.next().key;
    return OptionalInt.of(Integer.parseInt(key.substring(key.lastIndexOf(ZERO) + 2)));
  }

  @Override
  public List<String> paths(String executableId, int limit) {
    String prefix = pathPrefix(executableId);
    List<String> paths = new ArrayList<>();
    try (KeyValueIterator<String, Long> found =
        tallies.prefixScan(prefix, new StringSerializer())) {
      while (found.hasNext() && paths.size() < limit) {
        paths.add(found.next().key.substring(prefix.length()));
      }
    }
    return paths;
  }

  private static String pairsKey(String executableId, int pairs) {
    return executableId + ZERO + "n" + String.format(Locale.ROOT, "%010d", pairs);
  }

  private static String pathPrefix(String executableId) {
    return executableId + ZERO + "p";
  }
}
