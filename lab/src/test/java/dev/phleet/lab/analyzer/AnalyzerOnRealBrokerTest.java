package dev.phleet.lab.analyzer;

import static dev.phleet.lab.analyzer.Events.anomaly;
import static dev.phleet.lab.analyzer.Events.executable;
import static dev.phleet.lab.analyzer.Events.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phleet.analyzer.Analyzer;
import dev.phleet.analyzer.StartException;
import dev.phleet.analyzer.config.ConfigReader;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.registry.HttpRegistryClient;
import dev.phleet.schemas.registry.RegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class AnalyzerOnRealBrokerTest {
  private static final int PROGRAMS = 23;

  @TempDir static Path directory;
  private static Rig rig;
  private Instant now;

  @BeforeAll
  static void open() throws IOException {
    rig = new Rig(directory);
  }

  @BeforeEach
  void begin(TestInfo test) {
    rig.useTopicsOf(test.getTestMethod().orElseThrow().getName());
    now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  /** Many programs misbehave on a host here, which would be a takeover. */
  private static Map<String, String> onlySpreads(String quiet, String window) {
    return Map.of(
        "incident.quiet", quiet, "spread.window", window, "rule.takeover.enabled", "false");
  }

  /** So many incidents are closed, each with so many events. */
  private static Predicate<List<Incident>> closed(int programs, long count) {
    return incidents ->
        incidents.stream()
                .collect(Collectors.toMap(Incident::getId, i -> i, (a, b) -> b))
                .values()
                .stream()
                .filter(i -> i.getStatus() == IncidentStatus.CLOSED && i.getCount() == count)
                .count()
            == programs;
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
  void shouldTellOfASpreadAtOnceAndCloseIt() throws Exception {
    try (Analyzer analyzer = rig.start(onlySpreads("2s", "1s"))) {
      List<Long> millis = new ArrayList<>();
      for (int program = 0; program < 11; program++) {
        Instant seen = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String executable = executable(program);
        rig.send(anomaly("a", program, program + 1, seen));
        rig.send(anomaly("b", program, program + 1, seen));
        long sent = System.nanoTime();
        rig.awaitIncidents(
            all -> all.stream().anyMatch(i -> i.getExecutable().getId().equals(executable)));
        millis.add((System.nanoTime() - sent) / 1_000_000);
      }
      System.out.println("from the second anomaly to the incident, ms: " + millis);
      assertThat(millis.stream().sorted().toList().get(5)).as("median").isLessThan(3_000);

      assertEachExactlyOnce(rig.awaitIncidents(closed(11, 2)), 11, 2);
      assertThat(analyzer.streams()).isPresent();
    }
  }

  @Test
  void shouldGiveTheSameIncidentsOnceAlthoughItIsClosedAndStartedInTheMiddle() throws Exception {
    Map<String, String> quick = onlySpreads("5s", "5s");
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
      assertEachExactlyOnce(rig.awaitIncidents(closed(PROGRAMS, 2)), PROGRAMS, 2);
      assertThat(second.streams()).isPresent();
    }
  }

  @Test
  void shouldGiveTheSameIncidentsOnceAlthoughItIsKilledInTheMiddle() throws Exception {
    Path config = rig.write(onlySpreads("5s", "5s"));
    Process first = AnalyzerProcess.start(config);
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
    Process second = AnalyzerProcess.start(config);
    try {
      assertEachExactlyOnce(rig.awaitIncidents(closed(PROGRAMS, 3)), PROGRAMS, 3);
    } finally {
      second.destroyForcibly().waitFor();
    }
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
          .containsExactlyInAnyOrder(rig.prefix() + "anomalies", rig.prefix() + "profile-states");
      rig.awaitIncidents(incidents -> !incidents.isEmpty());
      assertThat(analyzer.streams()).isPresent();
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldNameTheTopicsThatAreMissingWhenItMayNotCreateThem() {
    try (Analyzer analyzer =
        new Analyzer(ConfigReader.read(rig.config(Map.of("topics.create", "false"))))) {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(analyzer::start)
          .withMessageContaining(rig.prefix() + "anomalies")
          .withMessageContaining("topics.create=true");
    }
  }

  @Test
  void shouldRegisterTheSchemasOfAllThatItWritesBeforeItWrites() throws Exception {
    try (Analyzer analyzer = rig.start(Map.of())) {
      assertThat(analyzer.streams()).isPresent();
      RegistryClient registry =
          HttpRegistryClient.from(Map.of("schema.registry.url", rig.registryUrl()));
      for (Topic<?> topic :
          List.of(Topics.INCIDENTS, Topics.FLEET_PROFILES, Topics.ACKNOWLEDGEMENTS)) {
        String subject = topic.nameWith(rig.prefix()) + "-value";
        assertThat(registry.latest(subject)).as(subject).isPresent();
      }
    }
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
