package dev.phleet.collector.config;

import dev.phleet.collector.log.LogFormat;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * How the collector itself is watched.
 *
 * @param metricsBind address of the port for Prometheus
 * @param metricsPort port for Prometheus; 0 for none
 * @param logFormat how its log is written
 */
public record OperationsConfig(InetAddress metricsBind, int metricsPort, LogFormat logFormat) {
  private static final int LAST_PORT = 65_535;

  static OperationsConfig from(Values values) {
    String format = values.oneOf(Key.LOG_FORMAT, List.of("text", "json", "journald"));
    return new OperationsConfig(
        address(values),
        values.number(Key.METRICS_PORT, 0, LAST_PORT),
        LogFormat.valueOf(format.toUpperCase(Locale.ROOT)));
  }

  private static InetAddress address(Values values) {
    try {
      return InetAddress.getByName(values.text(Key.METRICS_BIND));
    } catch (UnknownHostException unknown) {
      throw values.wrong(Key.METRICS_BIND, "an address of this host, such as 127.0.0.1");
    }
  }
}
