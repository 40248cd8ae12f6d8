package dev.phleet.collector.config;

import dev.phleet.collector.log.LogFormat;
import java.util.List;
import java.util.Locale;

/**
 * How the collector itself is watched.
 *
 * @param metricsPort port of the loopback interface for Prometheus; 0 for none
 * @param logFormat how its log is written
 */
public record OperationsConfig(int metricsPort, LogFormat logFormat) {
  private static final int LAST_PORT = 65_535;

  static OperationsConfig from(Values values) {
    String format = values.oneOf(Key.LOG_FORMAT, List.of("text", "json", "journald"));
    return new OperationsConfig(
        values.number(Key.METRICS_PORT, 0, LAST_PORT),
        LogFormat.valueOf(format.toUpperCase(Locale.ROOT)));
  }
}
