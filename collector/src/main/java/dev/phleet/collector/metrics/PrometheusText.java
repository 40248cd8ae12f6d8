package dev.phleet.collector.metrics;

import java.util.Map;

/**
 * Prometheus' text format, version 0.0.4: a line of help and one of type for each family, then its
 * samples.
 */
final class PrometheusText {
  /** What the format calls itself. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(4096);
  private String family = "";

  /** Begins a family that only grows. */
  PrometheusText counter(String name, String help) {
    return begin(name, "counter", help);
  }

  /** Begins a family that goes up and down. */
  PrometheusText gauge(String name, String help) {
    return begin(name, "gauge", help);
  }

  /** A sample without labels. */
  PrometheusText sample(Number value) {
    text.append(family).append(' ').append(value).append('\n');
    return this;
  }

  /** A sample with labels: name, value, name, value. */
  PrometheusText sample(Number value, String... labels) {
    text.append(family).append('{');
    for (int i = 0; i + 1 < labels.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
      text.append(escaped(labels[i + 1])).append('"');
    }
    text.append("} ").append(value).append('\n');
    return this;
  }

  /** One sample for each entry, the key being a label's value. */
  PrometheusText samples(String label, Map<String, ? extends Number> values) {
    values.forEach((key, value) -> sample(value, label, key));
    return this;
  }

  private PrometheusText begin(String name, String type, String help) {
    family = name;
    text.append("# HELP ").append(name).append(' ').append(help.replace("\\", "\\\\"));
    text.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
