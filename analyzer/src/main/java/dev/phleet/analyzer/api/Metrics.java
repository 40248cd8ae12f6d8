package dev.phleet.analyzer.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Everything that is measured, as Prometheus reads it: {@code phleet_analyzer_*} counts what the
 * analyzer left out, repaired or gave up, {@code phleet_http_*} what the server did, {@code
 * kafka_*} is Kafka's own.
 */
public final class Metrics implements AutoCloseable {
  private static final String GROUP = "phleet-analyzer";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Supplier<Optional<KafkaStreams>> streams;
  private final Map<MetricName, Meter> counters = new HashMap<>();
  private final JvmMemoryMetrics memory = new JvmMemoryMetrics();
  private Optional<KafkaStreamsMetrics> kafka = Optional.empty();

  /**
   * Measures the JVM, and the client once there is one.
   *
   * @param streams the client
   */
  public Metrics(Supplier<Optional<KafkaStreams>> streams) {
    this.streams = streams;
    memory.bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Counts something that only grows. */
  public <T> void count(String name, String help, T source, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, source, value).description(help).register(registry);
  }

  /** Shows something that goes up and down. */
  <T> void show(String name, String help, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value).description(help).register(registry);
  }

  /** All of it in Prometheus' text format. */
  synchronized String text() {
    streams.get().ifPresent(this::follow);
    return registry.scrape();
  }

  private void follow(KafkaStreams client) {
    if (kafka.isEmpty()) {
      KafkaStreamsMetrics binder = new KafkaStreamsMetrics(client);
      binder.bindTo(registry);
      kafka = Optional.of(binder);
    }
    Set<MetricName> seen = new HashSet<>();
    client
        .metrics()
        .forEach(
            (name, metric) -> {
              if (name.group().equals(GROUP)) {
                seen.add(name);
                counters.computeIfAbsent(name, n -> counter(n, metric));
              }
            });
    // The counters of tasks that have moved to another instance.
    counters
        .keySet()
        .removeIf(name -> !seen.contains(name) && registry.remove(counters.get(name)) != null);
  }

  private FunctionCounter counter(MetricName name, Metric metric) {
    List<Tag> tags =
        name.tags().entrySet().stream().map(e -> Tag.of(e.getKey(), e.getValue())).toList();
    String plain = name.name().replaceAll("-total$", "").replace('-', '.');
    return FunctionCounter.builder(
            "phleet.analyzer." + plain,
            metric,
            m -> m.metricValue() instanceof Double value ? value : 0)
        .description(name.description())
        .tags(tags)
        .register(registry);
  }

  @Override
  public void close() {
    kafka.ifPresent(KafkaStreamsMetrics::close);
    registry.close();
  }
}
