package dev.phleet.analyzer;

import dev.phleet.analyzer.config.AnalyzerConfig;
import dev.phleet.analyzer.correlation.SpreadSettings;
import dev.phleet.analyzer.delivery.DeliverySettings;
import dev.phleet.analyzer.topology.TopologySettings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What the configuration means to Kafka Streams and to the topology. */
final class StreamsSettings {
  /**
   * How often the passing of time is looked at: an incident closes and a gap is told this much
   * late.
   */
  private static final Duration TICK = Duration.ofMillis(500);

  private StreamsSettings() {}

  /**
   * Kafka's settings: ours first, so that {@code kafka.*} of the configuration has the last word.
   */
  static Properties streams(AnalyzerConfig config) {
    Properties properties = new Properties();
    properties.setProperty(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // An anomaly passes two transactions on its way to an incident, and waits half of this in each.
    properties.setProperty(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "100");
    properties.setProperty(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "33554432");
    properties.setProperty(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    properties.setProperty(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class.getName());
    properties.setProperty(
        StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // After a kill the group waits this long for the dead instance.
    properties.setProperty(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
    config.kafka().forEach(properties::setProperty);
    return properties;
  }

  static TopologySettings topology(AnalyzerConfig config) {
    return new TopologySettings(
        config.topicsPrefix(),
        new SpreadSettings(
            config.spreadHosts(),
            config.spreadWindow(),
            config.incidentQuiet(),
            config.incidentGrace(),
            config.incidentUpdate()),
        new DeliverySettings(config.gapGrace(), config.incidentQuiet(), config.runRetention()),
        config.clockAhead(),
        config.fleetInterval(),
        TICK);
  }
}
