package dev.phleet.collector.status;

import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.Counters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How profiles grew since the collector started: for each at most 48 points. When they are used up
 * every second one goes, so that the series always reaches back to the start and grows coarser with
 * age. Points at which a profile had learned nothing since the one before are not kept, but for the
 * latest. 48 bytes a point.
 */
public final class Growth {
  static final int MOST_POINTS = 48;

  /**
   * One point.
   *
   * @param time when it was looked at
   * @param calls calls until then
   * @param sequences calls that taught something
   * @param pairs lookahead pairs in the training data
   * @param distinctCalls distinct calls used
   * @param anomalies anomalies since normal
   */
  public record Point(
      Instant time, long calls, long sequences, int pairs, int distinctCalls, long anomalies) {
    private boolean knowsAsMuchAs(Point other) {
      return sequences == other.sequences
          && pairs == other.pairs
          && distinctCalls == other.distinctCalls
          && anomalies == other.anomalies;
    }
  }

  private final Map<Long, List<Point>> series = new HashMap<>();

  /** Takes a point of each profile; those that are gone are forgotten. */
  public synchronized void sample(List<ProfileRow> profiles, Instant now) {
    Set<Long> keys = new HashSet<>();
    for (ProfileRow profile : profiles) {
      keys.add(profile.key());
      add(series.computeIfAbsent(profile.key(), key -> new ArrayList<>(2)), profile, now);
    }
    series.keySet().retainAll(keys);
  }

  /** The points of a profile, oldest first; none when it was not seen yet. */
  public synchronized List<Point> of(long profileKey) {
    return List.copyOf(series.getOrDefault(profileKey, List.of()));
  }

  private static void add(List<Point> points, ProfileRow profile, Instant now) {
    Counters c = profile.counters();
    Point point =
        new Point(now, c.calls(), c.sequences(), c.pairs(), c.distinctCalls(), c.anomalies());
    int size = points.size();
    if (size >= 2
        && point.knowsAsMuchAs(points.get(size - 1))
        && point.knowsAsMuchAs(points.get(size - 2))) {
      points.set(size - 1, point);
      return;
    }
    if (size == MOST_POINTS) {
      // The first one stays, and no gap is narrower than a later one, that to the point to come
      // included.
      for (int i = size - 1; i > 0; i -= 2) {
        points.remove(i);
      }
    }
    points.add(point);
  }
}
