package dev.phleet.analyzer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when no broker is connected, now and then, and when one is again. */
final class BrokerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final KafkaStreams streams;
  private final String servers;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "broker-watch");
            thread.setDaemon(true);
            return thread;
          });
  private boolean away;

  BrokerWatch(KafkaStreams streams, String servers) {
    this.streams = streams;
    this.servers = servers;
    var unused =
        timer.scheduleWithFixedDelay(
            this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    double connections =
        streams.metrics().values().stream()
            .filter(m -> m.metricName().name().equals("connection-count"))
            .filter(m -> isMainConsumer(m.metricName().tags().getOrDefault("client-id", "")))
            .mapToDouble(BrokerWatch::value)
            .sum();
    if (connections == 0) {
      LOG.warn("No broker of {} is connected: waiting, nothing is lost", servers);
      away = true;
    } else if (away) {
      LOG.info("A broker of {} is connected again", servers);
      away = false;
    }
  }

  /** Only this client is sure to be polled all the time, and so to notice. */
  private static boolean isMainConsumer(String clientId) {
    return clientId.endsWith("-consumer") && !clientId.endsWith("-restore-consumer");
  }

  private static double value(Metric metric) {
    return metric.metricValue() instanceof Double count ? count : 0;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
