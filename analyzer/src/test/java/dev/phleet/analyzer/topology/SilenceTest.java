package dev.phleet.analyzer.topology;

import static dev.phleet.analyzer.topology.Events.START;
import static dev.phleet.analyzer.topology.Events.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.host.KnownHost;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilenceTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path dir;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(dir.resolve("0"), START);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void beat(String host, String run, long sequence, Instant time) {
    bench.send(status(host, run, sequence, CollectorPhase.RUNNING, time));
  }

  private KnownHost known(String host) {
    KeyValueStore<String, KnownHost> hosts = bench.driver.getKeyValueStore(StoreNames.HOSTS);
    return hosts.get(host);
  }

  @Test
  void shouldOpenWhenAHostIsNotHeardAndCloseWhenItReturns() {
    beat("a", "r", 1, START);
    beat("b", "s", 1, START);
    bench.pass(Duration.ofSeconds(59));
    beat("b", "s", 2, START.plusSeconds(59));
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.pass(Duration.ofSeconds(1));

    Incident opened = bench.incidents.readValue();
    assertThat(opened.getType()).isEqualTo(IncidentType.SILENCE);
    assertThat(opened.getStatus()).isEqualTo(IncidentStatus.OPENED);
    assertThat(opened.getHosts()).containsExactly("a");
    assertThat(opened.getOpenedAt()).isEqualTo(START.plus(LIMIT));
    assertThat(opened.getUpdatedAt()).isEqualTo(START);
    assertThat(opened.getEvidence()).containsExactly(new Evidence("a", "r", 1L));
    assertThat(opened.getTitle()).startsWith("name-a is silent since 2026-01-01T00:00:00Z");
    assertThat(known("a").silentSince()).contains(START);

    beat("a", "r", 2, START.plusSeconds(70));
    Incident closed = bench.incidents.readValue();
    assertThat(closed.getId()).isEqualTo(opened.getId());
    assertThat(closed.getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(closed.getClosedAt()).isEqualTo(START.plusSeconds(70));
    assertThat(closed.getTitle()).endsWith("; back at 2026-01-01T00:01:10Z");
    assertThat(known("a").silentSince()).isEmpty();
  }

  @Test
  void shouldNotCallAHostSilentThatWasStoppedInOrder() {
    beat("a", "r", 1, START);
    bench.send(status("a", "r", 2, CollectorPhase.STOPPED, START));
    bench.pass(Duration.ofHours(2));
    assertThat(bench.incidents.isEmpty()).isTrue();
    beat("a", "q", 1, START.plusSeconds(7200));
    bench.pass(LIMIT);
    assertThat(bench.incidents.readValue().getType()).isEqualTo(IncidentType.SILENCE);
  }

  @Test
  void shouldCloseWhenTheOrderlyStopComesLateOrTheHostRebooted() {
    beat("a", "r", 1, START);
    beat("b", "s", 1, START);
    bench.pass(LIMIT);
    assertThat(bench.incidents.readValuesToList()).hasSize(2);
    bench.send(status("a", "r", 2, CollectorPhase.STOPPED, START.plusSeconds(1)));
    assertThat(bench.incidents.readValue().getTitle()).contains("; stopped in order");
    beat("b", "t", 1, START.plusSeconds(100));
    assertThat(bench.incidents.readValue().getTitle()).contains("; back after a reboot");
  }

  @Test
  void shouldJudgeByArrivalAndNotByTheHostsClock() {
    Instant slow = START.minus(Duration.ofMinutes(7));
    Instant fast = START.plus(Duration.ofMinutes(7));
    for (int second = 0; second < 300; second += 30) {
      beat("slow", "r", 1 + second, slow.plusSeconds(second));
      beat("fast", "s", 1 + second, fast.plusSeconds(second));
      bench.pass(Duration.ofSeconds(30));
    }
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.pass(Duration.ofSeconds(30));
    assertThat(bench.incidents.readValuesToList())
        .extracting(Incident::getUpdatedAt)
        .containsExactly(slow.plusSeconds(270), fast.plusSeconds(270));
  }

  @Test
  void shouldCountAnewWhenItStoodStillItself() {
    beat("a", "r", 1, START);
    bench.driver.advanceWallClockTime(Duration.ofHours(2));
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.pass(Duration.ofSeconds(59));
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.incidents.readValue().getOpenedAt()).isEqualTo(START.plus(LIMIT));
  }

  @Test
  void shouldAccuseNobodyWhileTheBrokerIsAwayAndCountAnewWhenItIsBack() {
    beat("a", "r", 1, START);
    beat("b", "s", 1, START);
    bench.pass(Duration.ofSeconds(30));
    bench.answeredAtMillis.set(START.plusSeconds(30).toEpochMilli());
    bench.pass(Duration.ofMinutes(20));
    bench.answeredAtMillis.set(Long.MAX_VALUE);
    bench.pass(Duration.ofSeconds(40));
    beat("a", "r", 2, START.plusSeconds(1270));
    bench.pass(Duration.ofSeconds(19));
    assertThat(bench.incidents.isEmpty()).isTrue();

    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.incidents.readValuesToList())
        .extracting(Incident::getHosts)
        .containsExactly(List.of("b"));
    // The only one that is left, and nobody else is heard either.
    bench.pass(Duration.ofSeconds(40));
    assertThat(bench.incidents.readValuesToList())
        .extracting(Incident::getHosts)
        .containsExactly(List.of("a"));
  }

  @Test
  void shouldIgnoreHeartbeatsThatAreOutOfOrder() {
    beat("a", "r", 5, START);
    beat("a", "q", 1, START.plusSeconds(1));
    beat("a", "q", 1, START.plusSeconds(1));
    beat("a", "r", 6, START);
    assertThat(known("a").status().getSource().getRunId()).isEqualTo("q");
    assertThat(bench.metric("stale-status", Map.of())).isEqualTo(2);
  }

  @Test
  void shouldReportTheSameSilenceOnceThroughARestart() throws IOException {
    beat("a", "r", 1, START);
    bench.pass(Duration.ofSeconds(50));
    bench = bench.restart(dir.resolve("0"), dir.resolve("1"), START.plusSeconds(3600));
    bench.pass(Duration.ofSeconds(59));
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.pass(Duration.ofSeconds(1));
    Incident opened = bench.incidents.readValue();
    assertThat(opened.getOpenedAt()).isEqualTo(START.plus(LIMIT));

    bench = bench.restart(dir.resolve("1"), dir.resolve("2"), START.plusSeconds(7200));
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.incidents.isEmpty()).isTrue();
    beat("a", "r", 2, START.plusSeconds(7201));
    assertThat(bench.incidents.readValue().getId()).isEqualTo(opened.getId());
  }

  @Test
  void shouldForgetAHostAfterATombstoneOrAfterTheRetention() {
    beat("a", "r", 1, START);
    beat("b", "s", 1, START);
    bench.pass(LIMIT);
    assertThat(bench.incidents.readValuesToList()).hasSize(2);
    bench.collectors.pipeInput(Bench.key("a"), null, START);
    assertThat(bench.incidents.readValue().getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(known("a")).isNull();
    bench.pass(Duration.ofDays(31));
    assertThat(bench.incidents.readValue().getTitle()).endsWith("; forgotten");
    assertThat(known("b")).isNull();
    assertThat(bench.metric("host-forgotten", Map.of())).isEqualTo(1);
  }

  @Test
  void shouldSayHowLossesGrow() {
    CollectorStatus first = status("a", "r", 1, CollectorPhase.RUNNING, START);
    first.setLosses(List.of(new Loss("kernel", "x", 3L), new Loss("producer", "y", 4L)));
    bench.send(first);
    CollectorStatus second = status("a", "r", 2, CollectorPhase.RUNNING, START.plusSeconds(5));
    second.setLosses(List.of(new Loss("kernel", "x", 3L), new Loss("producer", "y", 9L)));
    bench.send(second);
    assertThat(known("a").lost()).isEqualTo(12);
    assertThat(known("a").grown()).isEqualTo(5);
    CollectorStatus third = status("a", "r", 3, CollectorPhase.RUNNING, START.plusSeconds(10));
    third.setLosses(second.getLosses());
    bench.send(third);
    assertThat(known("a").grown()).isZero();
    assertThat(known("a").grownAtMicros() / 1_000_000)
        .isEqualTo(START.plusSeconds(5).getEpochSecond());
  }

  @Test
  void shouldPutAsideHeartbeatsThatCannotBeTrue() {
    assertImpossible(s -> s.setTime(START.plus(Duration.ofMinutes(11))));
    assertImpossible(s -> s.setStartedAt(Instant.EPOCH));
    assertImpossible(s -> s.setTasks(-1));
    assertImpossible(s -> s.setProfiles(Map.of("NORMAL", -1L)));
    assertImpossible(s -> s.setPublished(Map.of("anomalies", -1L)));
    assertImpossible(s -> s.setLosses(List.of(new Loss("kernel", "x", -1L))));
    assertImpossible(s -> s.setKernel("x".repeat(500)));
    assertImpossible(s -> s.getSource().setSequence(0));
    bench.collectors.pipeInput(Bench.key(""), null, START);
    assertThat(bench.deadLetters.readRecordsToList()).hasSize(1);
  }

  private void assertImpossible(Consumer<CollectorStatus> change) {
    CollectorStatus status = status("a", "r", 1, CollectorPhase.RUNNING, START);
    change.accept(status);
    bench.send(status);
    assertThat(bench.deadLetters.readRecordsToList()).hasSize(1);
    assertThat(known("a")).isNull();
  }
}
