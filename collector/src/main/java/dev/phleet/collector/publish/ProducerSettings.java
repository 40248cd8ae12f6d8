package dev.phleet.collector.publish;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The producer's settings: what is not given is set for safety first, and for little memory. */
public final class ProducerSettings {
  private static final String FOREVER = Integer.toString(Integer.MAX_VALUE);

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
          // A record waits for the broker for as long as it takes; the queue in front is bounded.
          Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, FOREVER),
          // The producer keeps what a burst has once made it take.
          Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(1 << 20)),
          Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(64 << 10)),
          Map.entry(ProducerConfig.LINGER_MS_CONFIG, "10"),
          Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000"),
          Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000"),
          Map.entry(ProducerConfig.RECEIVE_BUFFER_CONFIG, Integer.toString(32 << 10)),
          // Neither JMX nor telemetry: each costs megabytes, and the heartbeat says it all.
          Map.entry(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, ""),
          Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false"));

  private ProducerSettings() {}

  /**
   * Completes what the configuration gives.
   *
   * @param given the configuration's keys, without their prefix
   * @param clientId how the producer names itself
   */
  public static Map<String, Object> complete(Map<String, String> given, String clientId) {
    Map<String, Object> settings = new HashMap<>(DEFAULTS);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    settings.putAll(given);
    // Not for anybody to change: without them a record could be lost or doubled in silence, and a
    // publisher that stops could be stuck.
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "1000");
    return settings;
  }
}
