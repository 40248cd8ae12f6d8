package dev.phleet.analyzer.fleet.pairs;

import dev.phleet.analyzer.correlation.Pattern;
import dev.phleet.analyzer.correlation.Prevalence;
import dev.phleet.analyzer.correlation.WindowCall;
import java.util.IntSummaryStatistics;
import java.util.Optional;

/** {@link Prevalence} out of what is known of pairs. */
public final class FleetPrevalence implements Prevalence {
  private final KnownPairs state;

  /** Over what {@code state} remembers: as exact as its counts, which are written at intervals. */
  public FleetPrevalence(KnownPairs state) {
    this.state = state;
  }

  @Override
  public Optional<Known> of(String executableId, Pattern pattern) {
    PairCounts counts = state.counts(new Program(executableId, pattern.architecture()));
    // Of a run as a whole no host knows more than its own.
    if (counts.normalHosts() == 0 || pattern.mismatches().isEmpty()) {
      return Optional.empty();
    }
    IntSummaryStatistics hosts =
        pattern.mismatches().stream()
            .mapToInt(distance -> normalHosts(pattern, distance, counts))
            .summaryStatistics();
    return Optional.of(new Known(counts.normalHosts(), hosts.getMin(), hosts.getMax()));
  }

  private static int normalHosts(Pattern pattern, int distance, PairCounts counts) {
    WindowCall current = pattern.window().get(0);
    WindowCall previous = pattern.window().get(distance);
    if (current.number() > PairCode.HIGHEST_NUMBER || previous.number() > PairCode.HIGHEST_NUMBER) {
      // No profile can hold it.
      return 0;
    }
    return counts.normalHosts(
        PairCode.of(
            PairCode.call(current.table(), current.number()),
            PairCode.call(previous.table(), previous.number()),
            distance));
  }
}
