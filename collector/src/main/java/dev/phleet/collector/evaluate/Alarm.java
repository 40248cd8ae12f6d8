package dev.phleet.collector.evaluate;

import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.detector.TapedTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * When a trace alarms.
 *
 * @param name in words
 * @param test whether a trace does
 */
public record Alarm(String name, Predicate<TapedTrace> test) {
  /** Those that follow from settings of the detector. */
  public static List<Alarm> of(Settings settings) {
    int limit = settings.tolerizeLimit();
    int score = settings.scoreLimit();
    List<Alarm> alarms = new ArrayList<>();
    alarms.add(new Alarm("any anomaly", trace -> trace.anomalies() > 0));
    alarms.add(new Alarm("LFC over " + limit, trace -> trace.maxLfc() > limit));
    if (score > 0) {
      alarms.add(new Alarm("score over " + score, trace -> trace.score() > score));
    }
    return alarms;
  }
}
