package dev.phleet.analyzer.fleet.pairs;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * When pairs came that were new to the whole fleet, by hours of event time. At most 24 hours are
 * kept: those that a question about the last day can concern.
 *
 * @param hours how many, by hours since 1970
 * @param last when the last one came, microseconds; 0 when none is known
 */
public record Growth(SortedMap<Long, Integer> hours, long last) {
  /** Nothing known. */
  public static final Growth NONE = new Growth(new TreeMap<>(), 0);

  /** Hours of a day. */
  private static final int DAY = 24;

  private static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(1);

  Growth plus(long micros, int pairs) {
    SortedMap<Long, Integer> sums = new TreeMap<>(hours);
    sums.merge(micros / HOUR_MICROS, pairs, Integer::sum);
    sums.headMap(sums.lastKey() - DAY + 1).clear();
    return new Growth(sums, Math.max(last, micros));
  }

  /** Pairs new to the fleet in the hour of {@code nowMicros} and the 23 before it. */
  public int lastDay(long nowMicros) {
    long hour = nowMicros / HOUR_MICROS;
    return hours.subMap(hour - DAY + 1, hour + 1).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** Whether pairs have been known for a day and none has come since. */
  public boolean isQuiet(long nowMicros) {
    return last > 0 && nowMicros - last >= DAY * HOUR_MICROS;
  }
}
