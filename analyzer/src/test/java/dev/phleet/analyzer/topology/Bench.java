package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.SpreadSettings;
import dev.phleet.analyzer.correlation.cluster.BurstSettings;
import dev.phleet.analyzer.correlation.cluster.ClusterTiming;
import dev.phleet.analyzer.correlation.cluster.TakeoverSettings;
import dev.phleet.analyzer.correlation.cluster.VariedSettings;
import dev.phleet.analyzer.delivery.DeliverySettings;
import dev.phleet.analyzer.host.SilenceSettings;
import dev.phleet.analyzer.ocsf.FindingChoice;
import dev.phleet.analyzer.version.StrangerSettings;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;

/** The real topology on a test driver, with its topics at hand. */
final class Bench implements AutoCloseable {
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final ClusterTiming TIMING =
      new ClusterTiming(
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofSeconds(5));
  static final TopologySettings SETTINGS =
      new TopologySettings(
          "test.",
          new SpreadSettings(
              true,
              Severity.MEDIUM,
              2,
              Duration.ofMinutes(10),
              Duration.ofMinutes(15),
              Duration.ofMinutes(30),
              Duration.ofSeconds(5),
              100),
          new VariedSettings(true, Severity.MEDIUM, 3, TIMING),
          new TakeoverSettings(true, Severity.HIGH, 3, TIMING),
          new BurstSettings(true, Severity.HIGH, 8, TIMING),
          new DeliverySettings(
              true,
              Severity.MEDIUM,
              Duration.ofSeconds(10),
              Duration.ofMinutes(15),
              Duration.ofDays(31)),
          new StrangerSettings(true, Severity.LOW, 3, Duration.ofMinutes(10)),
          new SilenceSettings(true, Severity.HIGH, Duration.ofSeconds(60), Duration.ofDays(30)),
          Duration.ofDays(90),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          FindingChoice.NONE,
          1);

  /** When the broker last answered; always, unless a test says something else. */
  final AtomicLong answeredAtMillis = new AtomicLong(Long.MAX_VALUE);

  final InMemoryRegistryClient registry;
  final EventSerdes serdes;
  final TopologyTestDriver driver;
  final TestInputTopic<byte[], byte[]> anomalies;
  final TestInputTopic<byte[], byte[]> states;
  final TestInputTopic<byte[], byte[]> pairs;
  final TestInputTopic<byte[], byte[]> acknowledgements;
  final TestInputTopic<byte[], byte[]> collectors;
  final TestOutputTopic<String, Incident> incidents;
  final TestOutputTopic<String, FleetProfile> profiles;
  final TestOutputTopic<byte[], byte[]> deadLetters;
  final TestOutputTopic<String, String> findings;

  Bench(Path stateDir, Instant now) {
    this(stateDir, now, new InMemoryRegistryClient());
  }

  Bench(Path stateDir, Instant now, InMemoryRegistryClient registry) {
    this(stateDir, now, registry, SETTINGS);
  }

  /** One that writes findings. */
  Bench(Path stateDir, Instant now, FindingChoice findings) {
    this(stateDir, now, new InMemoryRegistryClient(), SETTINGS.with(findings));
  }

  private Bench(
      Path stateDir, Instant now, InMemoryRegistryClient registry, TopologySettings settings) {
    this.registry = registry;
    serdes = EventSerdes.of(registry);
    Properties properties = new Properties();
    properties.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, "bench");
    properties.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.setProperty(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    RegistryPatience patience =
        new RegistryPatience(Duration.ofSeconds(20), Duration.ofMillis(1), () -> false);
    driver =
        new TopologyTestDriver(
            FleetTopology.build(settings, serdes, patience, answeredAtMillis::get),
            properties,
            now);
    anomalies = input("test.anomalies");
    states = input("test.profile-states");
    pairs = input("test.profile-pairs");
    acknowledgements = input("test.acknowledgements");
    collectors = input("test.collectors");
    incidents =
        driver.createOutputTopic(
            "test.incidents", new StringDeserializer(), serdes.incident().deserializer());
    profiles =
        driver.createOutputTopic(
            "test.fleet-profiles", new StringDeserializer(), serdes.fleetProfile().deserializer());
    deadLetters =
        driver.createOutputTopic(
            "test.dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    findings =
        driver.createOutputTopic("test.ocsf", new StringDeserializer(), new StringDeserializer());
  }

  private TestInputTopic<byte[], byte[]> input(String name) {
    return driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void send(Anomaly anomaly) {
    byte[] value = bytes(anomaly);
    anomalies.pipeInput(key(anomaly.getHost().getId()), value, anomaly.getTime());
  }

  void send(ProfileState state) {
    states.pipeInput(stateKey(state), bytes(state), state.getTime());
  }

  void send(ProfilePairs value) {
    pairs.pipeInput(pairsKey(value), bytes(value), value.getTime());
  }

  byte[] bytes(ProfilePairs value) {
    return serdes.profilePairs().serializer().serialize("test.profile-pairs", value);
  }

  static byte[] pairsKey(ProfilePairs value) {
    return key(
        value.getHost().getId()
            + "/"
            + String.format("%016x", value.getExecutable().getProfileKey()));
  }

  void send(Acknowledgement acknowledgement) {
    byte[] value =
        serdes.acknowledgement().serializer().serialize("test.acknowledgements", acknowledgement);
    acknowledgements.pipeInput(
        key(acknowledgement.getIncidentId()), value, acknowledgement.getTime());
  }

  void send(CollectorStatus status) {
    byte[] value = serdes.collectorStatus().serializer().serialize("test.collectors", status);
    collectors.pipeInput(key(status.getHost().getId()), value, status.getTime());
  }

  void tombstone(ProfileState state) {
    states.pipeInput(stateKey(state), null, state.getTime());
  }

  byte[] bytes(Anomaly anomaly) {
    return serdes.anomaly().serializer().serialize("test." + Topics.ANOMALIES.name(), anomaly);
  }

  byte[] bytes(ProfileState state) {
    return serdes
        .profileState()
        .serializer()
        .serialize("test." + Topics.PROFILE_STATES.name(), state);
  }

  static byte[] stateKey(ProfileState state) {
    return key(
        state.getHost().getId()
            + "/"
            + String.format("%016x", state.getExecutable().getProfileKey()));
  }

  static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Lets time pass: minutes in small steps as it does, days at once. */
  void pass(Duration time) {
    Duration left = time;
    while (left.compareTo(STEP) > 0 && time.compareTo(Duration.ofHours(1)) < 0) {
      driver.advanceWallClockTime(STEP);
      left = left.minus(STEP);
    }
    driver.advanceWallClockTime(left);
  }

  /**
   * Ends this one and goes on with its state in another directory. Its stores are closed, which
   * writes them to disk; the driver itself is not, since it would wipe its directory.
   */
  Bench restart(Path from, Path to, Instant now) throws IOException {
    driver.getAllStateStores().values().forEach(StateStore::close);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    return new Bench(to, now, registry);
  }

  /** Sum over all tasks of a metric of the analyzer. */
  double metric(String name, Map<String, String> tags) {
    return driver.metrics().entrySet().stream()
        .filter(e -> e.getKey().group().equals(MetricsTally.GROUP))
        .filter(e -> e.getKey().name().equals(name + "-total"))
        .filter(e -> e.getKey().tags().entrySet().containsAll(tags.entrySet()))
        .mapToDouble(e -> (double) e.getValue().metricValue())
        .sum();
  }

  @Override
  public void close() {
    driver.close();
  }
}
