package dev.phleet.analyzer;

import dev.phleet.analyzer.config.AnalyzerConfig;
import dev.phleet.analyzer.config.ConfigException;
import dev.phleet.analyzer.config.RulesConfig;
import dev.phleet.analyzer.correlation.SpreadSettings;
import dev.phleet.analyzer.correlation.cluster.BurstSettings;
import dev.phleet.analyzer.correlation.cluster.ClusterTiming;
import dev.phleet.analyzer.correlation.cluster.TakeoverSettings;
import dev.phleet.analyzer.correlation.cluster.VariedSettings;
import dev.phleet.analyzer.delivery.DeliverySettings;
import dev.phleet.analyzer.host.SilenceSettings;
import dev.phleet.analyzer.topology.TopologySettings;
import dev.phleet.analyzer.version.StrangerSettings;
import java.time.Duration;
import java.util.Optional;
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
   *
   * @param advertised {@code host:port} of this instance's HTTP server
   */
  static Properties streams(AnalyzerConfig config, Optional<String> advertised) {
    Properties properties = new Properties();
    properties.setProperty(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // At most: what somebody waits for is committed earlier, see WriteBack.
    properties.setProperty(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "1000");
    properties.setProperty(StreamsConfig.POLL_MS_CONFIG, "20");
    // The order between partitions means nothing here, so none is waited for.
    properties.setProperty(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "-1");
    // The stores have caches of their own, see DecodedStore.
    properties.setProperty(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
    properties.setProperty(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    properties.setProperty(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class.getName());
    properties.setProperty(
        StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // As much as the compressor takes at once: it makes itself two buffers of that size for each
    // batch, and what a commit writes comes at once.
    properties.setProperty(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), "65536");
    // What waits in memory to be processed is bounded; by default it is 1,000 records of each of
    // the
    // partitions, and 50 MB besides that were fetched.
    properties.setProperty(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, "300");
    properties.setProperty(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), "8388608");
    properties.setProperty(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        "524288");
    // After a kill the group waits this long for the dead instance.
    properties.setProperty(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
    // Where the other instances ask for what only this one knows.
    advertised.ifPresent(at -> properties.setProperty(StreamsConfig.APPLICATION_SERVER_CONFIG, at));
    config.kafka().forEach(properties::setProperty);
    return properties;
  }

  /**
   * The settings as Kafka Streams reads them.
   *
   * @throws ConfigException when a {@code kafka.*} key cannot have its value
   */
  static StreamsConfig kafka(AnalyzerConfig config) {
    try {
      StreamsConfig settings = new StreamsConfig(streams(config, Optional.empty()));
      requireThread(settings.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG));
      return settings;
    } catch (org.apache.kafka.common.config.ConfigException refused) {
      throw new ConfigException(
          "Kafka refuses a kafka.* key of the configuration: "
              + refused.getMessage()
              + "; correct it or leave it out");
    }
  }

  /** Kafka Streams takes any number, and would read nothing. */
  private static void requireThread(int threads) {
    if (threads < 1) {
      throw new ConfigException(
          "kafka.num.stream.threads is " + threads + ", so nothing would be read; set 1 or more");
    }
  }

  static TopologySettings topology(AnalyzerConfig config) {
    RulesConfig rules = config.rules();
    return new TopologySettings(
        config.topicsPrefix(),
        spread(config),
        new VariedSettings(
            rules.varied().enabled(),
            rules.varied().severity(),
            rules.variedHosts(),
            timing(config, rules.variedWindow())),
        new TakeoverSettings(
            rules.takeover().enabled(),
            rules.takeover().severity(),
            rules.takeoverExecutables(),
            timing(config, rules.takeoverWindow())),
        new BurstSettings(
            rules.burst().enabled(),
            rules.burst().severity(),
            rules.burstLfc(),
            timing(config, Duration.ZERO)),
        new DeliverySettings(
            rules.gap().enabled(),
            rules.gap().severity(),
            config.gapGrace(),
            config.incidentQuiet(),
            config.runRetention()),
        new StrangerSettings(
            rules.stranger().enabled(),
            rules.stranger().severity(),
            rules.strangerHosts(),
            rules.strangerPatience()),
        new SilenceSettings(
            rules.silence().enabled(),
            rules.silence().severity(),
            rules.silenceLimit(),
            config.hostRetention()),
        config.incidentRetention(),
        config.clockAhead(),
        config.fleetInterval(),
        TICK,
        config.findings(),
        kafka(config).getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG));
  }

  private static SpreadSettings spread(AnalyzerConfig config) {
    return new SpreadSettings(
        config.rules().spread().enabled(),
        config.rules().spread().severity(),
        config.spreadHosts(),
        config.spreadWindow(),
        config.incidentQuiet(),
        config.incidentGrace(),
        config.incidentUpdate(),
        config.spreadUnshared());
  }

  private static ClusterTiming timing(AnalyzerConfig config, Duration window) {
    return new ClusterTiming(
        window, config.incidentQuiet(), config.incidentGrace(), config.incidentUpdate());
  }
}
