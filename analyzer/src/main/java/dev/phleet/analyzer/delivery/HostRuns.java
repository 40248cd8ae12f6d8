package dev.phleet.analyzer.delivery;

import dev.phleet.analyzer.correlation.HostRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The remembered runs of one host's collector.
 *
 * @param host the host, as its newest event names it
 * @param runs the runs, the one heard of last at the end
 */
public record HostRuns(HostRef host, List<RunProgress> runs) {
  /** How many runs of a host are remembered. */
  public static final int RUNS = 64;

  /** Copies the runs. */
  public HostRuns {
    runs = List.copyOf(runs);
  }

  Optional<RunProgress> run(String runId) {
    return runs.stream().filter(r -> r.runId().equals(runId)).findFirst();
  }

  /** With this run in the place of the one of the same id, or added; may be one too many. */
  HostRuns with(RunProgress run) {
    List<RunProgress> all = new ArrayList<>(runs);
    all.removeIf(r -> r.runId().equals(run.runId()));
    all.add(run);
    all.sort(Comparator.comparingLong(RunProgress::touchedAtMillis));
    return new HostRuns(host, all);
  }

  /**
   * Without the runs that are too many or were last heard of before {@code oldestMillis}; the
   * newest always stays, so that a collector that has been quiet for a year is not mistaken for one
   * that lost its beginning.
   */
  HostRuns trimmed(long oldestMillis) {
    int keepFrom = Math.max(0, runs.size() - RUNS);
    while (keepFrom < runs.size() - 1 && runs.get(keepFrom).touchedAtMillis() < oldestMillis) {
      keepFrom++;
    }
    return new HostRuns(host, runs.subList(keepFrom, runs.size()));
  }
}
