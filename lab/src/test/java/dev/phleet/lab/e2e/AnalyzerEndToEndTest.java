package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.lab.AnalyzerStart;
import dev.phleet.lab.FleetSettings;
import dev.phleet.lab.child.Child;
import dev.phleet.lab.feed.Arrival;
import dev.phleet.lab.feed.TopicFeed;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import dev.phleet.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The analyzer in a process of its own, on a real broker and registry. */
@Timeout(180)
class AnalyzerEndToEndTest {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final String ANOMALIES = Topics.ANOMALIES.nameWith(FleetSettings.PREFIX);

  @TempDir private Path directory;
  private final List<Incident> incidents = new ArrayList<>();
  private int deadLetters;
  private Servers servers;
  private Child analyzer;
  private TopicFeed feed;
  private KafkaProducer<String, byte[]> producer;
  private AvroSerializer<Anomaly> serializer;

  @BeforeEach
  void start() throws Exception {
    servers = Servers.start(directory.resolve("broker"));
    analyzer = AnalyzerStart.start(directory, settings());
    feed = servers.feed();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers.broker().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    serializer = new AvroSerializer<>();
    serializer.configure(Map.of("schema.registry.url", servers.registry().url()), false);
  }

  @AfterEach
  void stop() {
    producer.close();
    serializer.close();
    feed.close();
    analyzer.release();
    analyzer.awaitEnd(Duration.ofSeconds(15));
    servers.close();
  }

  private FleetSettings settings() {
    return servers.settings(Duration.ofSeconds(1));
  }

  @Test
  void shouldGoOnAfterHostileRecordsAndCountDuplicatesOnce() throws Exception {
    sendBytes("a", "not avro at all".getBytes(StandardCharsets.UTF_8));
    sendBytes("a", new byte[] {0, 0, 0, 0, 99, 1, 2, 3});
    sendBytes("a", truncated());
    send("a", 1);
    send("a", 1);
    send("b", 1);
    until("an incident opens", () -> spread() != null);
    until("each of the three is in dead-letters", () -> deadLetters == 3);
    assertThat(spread().getHosts()).containsExactly("a", "b");
    assertThat(spread().getCount()).isEqualTo(2);
  }

  @Test
  void shouldGoOnWithTheSameIncidentAfterItWasKilled() throws Exception {
    send("a", 1);
    send("b", 1);
    until("an incident opens", () -> spread() != null);
    String id = spread().getId();
    analyzer.kill();
    analyzer.awaitEnd(Duration.ofSeconds(5));
    send("c", 1);
    analyzer = AnalyzerStart.start(directory, settings());
    until("it names the third host", () -> spread().getHosts().contains("c"));
    assertThat(spread().getId()).isEqualTo(id);
    assertThat(spread().getHosts()).containsExactly("a", "b", "c");
    assertThat(spread().getStatus()).isEqualTo(IncidentStatus.UPDATED);
    assertThat(incidents)
        .as("opened once, each revision once")
        .extracting(Incident::getRevision)
        .doesNotHaveDuplicates();
  }

  private Incident spread() {
    return incidents.stream()
        .filter(i -> i.getType() == IncidentType.SPREAD)
        .reduce((older, newer) -> newer)
        .orElse(null);
  }

  private void until(String what, Callable<Boolean> met) throws Exception {
    Patience.until(
        what,
        () -> {
          assertThat(analyzer.isAlive())
              .as(() -> String.join("\n", analyzer.lastLines(20)))
              .isTrue();
          feed.poll(TICK).forEach(this::take);
          return met.call();
        });
  }

  private void take(Arrival arrival) {
    arrival.as(Incident.class).ifPresent(incidents::add);
    if (arrival.topic().equals(Topics.DEAD_LETTERS)) {
      deadLetters++;
    }
  }

  private void send(String host, long sequence) throws Exception {
    sendBytes(host, serializer.serialize(ANOMALIES, anomaly(host, sequence)));
  }

  private byte[] truncated() {
    byte[] whole = serializer.serialize(ANOMALIES, anomaly("a", 1));
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private void sendBytes(String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(ANOMALIES, key, value)).get();
  }

  private static Anomaly anomaly(String host, long sequence) {
    return Anomaly.newBuilder()
        .setHost(new Host(host, host, "boot-" + host))
        .setSource(new Source("run-of-" + host, sequence))
        .setTime(Instant.now())
        .setExecutable(new Executable("sha256:" + "ab".repeat(32), "/usr/bin/prog", 7L))
        .setProcess(new Process(23, 23, 1, 0L, "prog", 5L, null, null, List.of()))
        .setArchitecture("x86_64")
        .setWindow(
            List.of(new Call(CallTable.NATIVE, 1, "write"), new Call(CallTable.NATIVE, 1, "write")))
        .setMismatches(List.of(1))
        .setLfc(1)
        .setMaxLfc(1)
        .setState(State.NORMAL)
        .setCounters(new ProfileCounters(100L, 100L, 3L, 4L, 1L))
        .setHeldBack(0)
        .build();
  }
}
