package dev.phleet.lab.analyzer;

import static dev.phleet.lab.analyzer.Events.anomaly;
import static dev.phleet.lab.analyzer.Events.executable;
import static dev.phleet.lab.analyzer.Events.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.Analyzer;
import dev.phleet.analyzer.Main;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class AnalyzerOnRealBrokerTest {
  private static final int PROGRAMS = 23;

  @TempDir Path directory;
  private Rig rig;
  private Instant now;

  @BeforeEach
  void open() throws IOException {
    rig = new Rig(directory);
    now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static Predicate<List<Incident>> closed(int count) {
    return incidents ->
        incidents.stream().filter(i -> i.getStatus() == IncidentStatus.CLOSED).count() >= count;
  }

  /** Every incident complete, each revision once, and nothing else. */
  private static void assertEachExactlyOnce(List<Incident> incidents, int programs, long count) {
    Map<String, List<Incident>> byExecutable =
        incidents.stream().collect(Collectors.groupingBy(i -> i.getExecutable().getId()));
    assertThat(byExecutable).hasSize(programs);
    byExecutable.forEach(
        (executable, revisions) -> {
          assertThat(revisions).extracting(Incident::getId).containsOnly(revisions.get(0).getId());
          for (int i = 0; i < revisions.size(); i++) {
            assertThat(revisions.get(i).getRevision()).isEqualTo(i + 1);
          }
          Incident last = revisions.get(revisions.size() - 1);
          assertThat(last.getStatus()).isEqualTo(IncidentStatus.CLOSED);
          assertThat(last.getHosts()).containsExactly("a", "b");
          assertThat(last.getCount()).isEqualTo(count);
          assertThat(revisions.get(0).getStatus()).isEqualTo(IncidentStatus.OPENED);
        });
  }

  @Test
  void shouldTellOfASpreadWithinASecondOrTwoAndCloseIt() throws Exception {
    try (Analyzer analyzer = rig.start(Map.of("incident.quiet", "2s", "spread.window", "1s"))) {
      rig.send(anomaly("a", 1, 1, now));
      rig.send(anomaly("b", 1, 1, now));
      long sent = System.nanoTime();
      rig.awaitIncidents(incidents -> !incidents.isEmpty());
      Duration latency = Duration.ofNanos(System.nanoTime() - sent);
      System.out.println("second anomaly to incident: " + latency.toMillis() + " ms");
      assertThat(latency).isLessThan(Duration.ofSeconds(10));

      assertEachExactlyOnce(rig.awaitIncidents(closed(1)), 1, 2);
      assertThat(analyzer.streams()).isPresent();
    }
  }

  @Test
  void shouldGiveTheSameIncidentsOnceAlthoughItIsClosedAndStartedInTheMiddle() throws Exception {
    Map<String, String> quick = Map.of("incident.quiet", "20s", "spread.window", "20s");
    try (Analyzer first = rig.start(quick)) {
      for (int program = 0; program < PROGRAMS; program++) {
        rig.send(anomaly("a", program, program + 1, now));
        if (program % 2 == 0) {
          rig.send(anomaly("b", program, program / 2 + 1, now));
        }
      }
      rig.awaitIncidents(incidents -> incidents.size() >= PROGRAMS / 2);
      assertThat(first.streams()).isPresent();
    }
    long sequence = PROGRAMS / 2 + 2;
    for (int program = 1; program < PROGRAMS; program += 2) {
      rig.send(anomaly("b", program, sequence++, now));
    }
    rig.send(anomaly("a", 1, 2, now));
    try (Analyzer second = rig.start(quick)) {
      assertEachExactlyOnce(rig.awaitIncidents(closed(PROGRAMS)), PROGRAMS, 2);
      assertThat(second.streams()).isPresent();
    }
  }

  @Test
  void shouldGiveTheSameIncidentsOnceAlthoughItIsKilledInTheMiddle() throws Exception {
    Path config = rig.write(Map.of("incident.quiet", "20s", "spread.window", "20s"));
    Process first = spawn(config);
    try {
      rig.awaitTopics();
      for (int program = 0; program < PROGRAMS; program++) {
        rig.send(anomaly("a", program, program + 1, now));
        rig.send(anomaly("b", program, program + 1, now));
      }
      rig.awaitIncidents(incidents -> !incidents.isEmpty());
    } finally {
      first.destroyForcibly().waitFor();
    }
    for (int program = 0; program < PROGRAMS; program++) {
      rig.send(anomaly("a", program, program + 1 + PROGRAMS, now));
    }
    Process second = spawn(config);
    try {
      assertEachExactlyOnce(rig.awaitIncidents(closed(PROGRAMS)), PROGRAMS, 3);
    } finally {
      second.destroyForcibly().waitFor();
    }
  }

  private static Process spawn(Path config) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "analyzer",
            "--config",
            config.toString())
        .inheritIO()
        .start();
  }

  @Test
  void shouldGoOnWhenTheBrokerWasAway() throws Exception {
    try (Analyzer analyzer = rig.start(Map.of())) {
      rig.send(anomaly("a", 1, 1, now));
      rig.broker.stop();
      rig.broker.start();
      rig.send(anomaly("b", 1, 1, now));
      Incident opened = rig.awaitIncidents(incidents -> !incidents.isEmpty()).get(0);
      assertThat(opened.getHosts()).containsExactly("a", "b");
      assertThat(analyzer.streams()).isPresent();
    }
  }

  @Test
  void shouldPutAsideWhatCannotBeReadAndGoOn() throws Exception {
    try (Analyzer analyzer = rig.start(Map.of())) {
      rig.sendBytes(Topics.ANOMALIES, "a", "garbage".getBytes(StandardCharsets.UTF_8));
      rig.sendBytes(Topics.PROFILE_STATES, "a", new byte[1_000_000]);
      rig.send(anomaly("a", 1, 1, now));
      rig.send(anomaly("b", 1, 1, now));

      List<ConsumerRecord<String, byte[]>> letters =
          rig.await(Topics.DEAD_LETTERS, records -> records.size() >= 2);
      assertThat(letters)
          .extracting(letter -> header(letter, "phleet.topic"))
          .containsExactlyInAnyOrder("rig.anomalies", "rig.profile-states");
      rig.awaitIncidents(incidents -> !incidents.isEmpty());
      assertThat(analyzer.streams()).isPresent();
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldKeepAFleetProfileOfEachProgram() throws Exception {
    try (Analyzer analyzer = rig.start(Map.of())) {
      for (int program = 0; program < PROGRAMS; program++) {
        rig.send(state("a", program, program + 1, 10, now));
        rig.send(state("b", program, program + 1, 100, now));
      }
      List<ConsumerRecord<String, byte[]>> records =
          rig.await(Topics.FLEET_PROFILES, r -> complete(r).size() == PROGRAMS);
      FleetProfile profile = complete(records).get(executable(7));
      assertThat(profile.getHosts()).isEqualTo(2);
      assertThat(profile.getCalls()).isEqualTo(110);
      assertThat(analyzer.streams()).isPresent();
    }
  }

  private Map<String, FleetProfile> complete(List<ConsumerRecord<String, byte[]>> records) {
    return records.stream()
        .map(r -> rig.decode(Topics.FLEET_PROFILES, r.value()))
        .filter(p -> p.getHosts() == 2)
        .collect(Collectors.toMap(FleetProfile::getExecutableId, p -> p, (a, b) -> b));
  }
}
