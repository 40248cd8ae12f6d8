package dev.phleet.collector.config;

import dev.phleet.collector.detector.Settings;
import dev.phleet.schemas.spelling.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The detector's constants by their keys, as an administrator reads and changes them. */
public final class DetectorConstants {
  private static final String PREFIX = "detector.";
  private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");
  private static final List<Long> MILLIS = List.of(86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L);

  private DetectorConstants() {}

  /** Every constant as it is written in a configuration, in the order of the documentation. */
  public static Map<String, String> texts(Settings settings) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : keys()) {
      texts.put(key, text(Key.of(key).orElseThrow(), settings));
    }
    return texts;
  }

  /**
   * The settings with some constants changed; scope and monitoring stay.
   *
   * @param settings those in force
   * @param changes values by key, each as in a configuration
   * @throws ConfigException when a key is unknown or a value does not fit; nothing is changed then
   */
  public static Settings changed(Settings settings, Map<String, String> changes) {
    Map<String, String> texts = texts(settings);
    changes.forEach(
        (key, value) -> {
          if (value.isBlank()) {
            throw new ConfigException(key + " = is empty: give a value");
          }
          texts.put(fullKey(key), value);
        });
    return CollectorConfig.detector(new Values(texts))
        .edit()
        .scope(settings.scopeKind(), settings.scopePid(), settings.scopeCgroup())
        .monitoring(settings.monitoring())
        .build();
  }

  /**
   * A key as it is written in full.
   *
   * @param key with or without {@code detector.}
   * @throws ConfigException when there is none
   */
  public static String fullKey(String key) {
    String full = key.startsWith(PREFIX) ? key : PREFIX + key;
    if (keys().contains(full)) {
      return full;
    }
    throw new ConfigException(
        "unknown constant "
            + key
            + Nearest.to(full, keys()).map(n -> ": did you mean " + n + "?").orElse("")
            + " (phleet admin get lists all)");
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    Arrays.stream(Key.values())
        .map(Key::text)
        .filter(text -> text.startsWith(PREFIX))
        .forEach(keys::add);
    return keys;
  }

  private static String text(Key key, Settings s) {
    return switch (key) {
      case NORMAL_WAIT -> text(s.normalWait());
      case NORMAL_FACTOR -> s.factorNumerator() + "/" + s.factorDenominator();
      case ANOMALY_LIMIT -> Integer.toString(s.anomalyLimit());
      case TOLERIZE_LIMIT -> Integer.toString(s.tolerizeLimit());
      case WINDOW_LENGTH -> Integer.toString(s.windowLength());
      case LOCALITY_WINDOW -> Integer.toString(s.localityWindow());
      case SIGNAL_FRAMES -> Integer.toString(s.signalFrames());
      case BATCH -> Integer.toString(s.batch());
      case NEW_SEQUENCES -> Boolean.toString(s.newSequences());
      case ANOMALY_BURST -> Integer.toString(s.anomalyBurst());
      case ANOMALY_RATE -> Integer.toString(s.anomalyRate());
      case GRAMS -> Boolean.toString(s.grams());
      case CALL_SETS -> Boolean.toString(s.callSets());
      case SCORE_LIMIT -> Integer.toString(s.scoreLimit());
      case DISTANCE_WEIGHT -> Integer.toString(s.distanceWeight());
      default -> throw new IllegalStateException("no constant of the detector: " + key.text());
    };
  }

  /** In the greatest unit that leaves no remainder. */
  private static String text(Duration duration) {
    long millis = Math.max(1, duration.toMillis());
    int unit = 0;
    while (millis % MILLIS.get(unit) != 0) {
      unit++;
    }
    return millis / MILLIS.get(unit) + UNITS.get(unit);
  }
}
