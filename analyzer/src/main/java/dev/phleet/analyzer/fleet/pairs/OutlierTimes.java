package dev.phleet.analyzer.fleet.pairs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the outliers of which executable are looked for again. One change concerns every host's
 * distance, so the look costs as much as there are hosts: the pause after one grows with them.
 */
final class OutlierTimes {
  private static final Duration PAUSE_A_HOST = Duration.ofMillis(40);

  private final Map<String, Long> earliest = new HashMap<>();
  private final Map<String, Long> resting = new HashMap<>();

  /** Something of an executable has changed. */
  void changed(String executableId, long nowMillis) {
    long from = Math.max(nowMillis, resting.getOrDefault(executableId, nowMillis));
    earliest.putIfAbsent(executableId, from);
  }

  /** Those whose time has come. */
  List<String> due(long nowMillis) {
    List<String> due = new ArrayList<>();
    earliest.forEach(
        (executable, from) -> {
          if (from <= nowMillis) {
            due.add(executable);
          }
        });
    return due;
  }

  /** The outliers of an executable with so many hosts have been looked for. */
  void done(String executableId, int hosts, long nowMillis) {
    earliest.remove(executableId);
    resting.values().removeIf(until -> until <= nowMillis);
    resting.put(executableId, nowMillis + PAUSE_A_HOST.multipliedBy(hosts).toMillis());
  }
}
