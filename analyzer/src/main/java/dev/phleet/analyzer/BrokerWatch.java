package dev.phleet.analyzer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps when a broker last answered, and says when none is connected, now and then, and when one is
 * again.
 */
final class BrokerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  // One that comes back soon is not worth a line.
  private static final int LOOKS_A_LINE = 10;

  private final KafkaStreams streams;
  private final String servers;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "broker-watch");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicLong answeredAtMillis;
  private double answers;
  private long looks;
  private boolean away;

  /** Keeps in {@code answeredAtMillis} when a broker last answered, by the machine's clock. */
  BrokerWatch(KafkaStreams streams, String servers, AtomicLong answeredAtMillis) {
    this.streams = streams;
    this.servers = servers;
    this.answeredAtMillis = answeredAtMillis;
    var unused =
        timer.scheduleWithFixedDelay(
            this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    // A fetch is counted when it was answered, also when there was nothing to be had.
    double now = sum("fetch-total");
    if (now != answers) {
      answers = now;
      answeredAtMillis.set(System.currentTimeMillis());
    }
    looks++;
    if (looks % LOOKS_A_LINE == 0) {
      tell();
    }
  }

  private double sum(String metric) {
    return streams.metrics().values().stream()
        .filter(m -> m.metricName().name().equals(metric))
        .filter(m -> isMainConsumer(m.metricName().tags().getOrDefault("client-id", "")))
        .mapToDouble(BrokerWatch::value)
        .sum();
  }

  private void tell() {
    if (sum("connection-count") == 0) {
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
