package dev.phleet.analyzer.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The newest anomalies of the fleet, and how many there were in each minute; both bounded. */
public final class RecentAnomalies {
  /** How many anomalies are kept. */
  public static final int KEPT = 500;

  private static final int MINUTES = 24 * 60;

  private final Deque<String> newest = new ArrayDeque<>();
  private final TreeMap<Instant, Long> minutes = new TreeMap<>();

  /** Takes one, as a text in JSON. */
  synchronized void add(Instant time, String anomaly) {
    newest.addFirst(anomaly);
    if (newest.size() > KEPT) {
      newest.removeLast();
    }
    minutes.merge(time.truncatedTo(ChronoUnit.MINUTES), 1L, Long::sum);
    if (minutes.size() > MINUTES) {
      minutes.pollFirstEntry();
    }
  }

  /** The newest, newest first, as texts in JSON. */
  public synchronized List<String> newest(int limit) {
    return newest.stream().limit(limit).toList();
  }

  /** How many in each minute that had any, by the minute's beginning. */
  public synchronized Map<Instant, Long> minutes() {
    return new TreeMap<>(minutes);
  }
}
