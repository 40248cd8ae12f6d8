package dev.phleet.analyzer.topology;

import static dev.phleet.analyzer.topology.Events.EXECUTABLE;
import static dev.phleet.analyzer.topology.Events.START;
import static dev.phleet.analyzer.topology.Events.anomaly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VARIED, TAKEOVER and BURST through the real topology. */
class ClusterRulesTest {
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

  private Incident only(IncidentType type) {
    List<Incident> records =
        bench.incidents.readValuesToList().stream().filter(i -> i.getType() == type).toList();
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private static Anomaly burst(String host, long sequence, int pid, int lfc, Instant time) {
    Anomaly anomaly = anomaly(host, "r" + host, sequence, time);
    anomaly.getProcess().setPid(pid);
    anomaly.setLfc(1);
    anomaly.setMaxLfc(lfc);
    return anomaly;
  }

  @Test
  void shouldReportAProgramThatMisbehavesInSeveralWaysOnSeveralHosts() {
    bench.send(anomaly("a", "ra", 1, START, "write"));
    bench.send(anomaly("b", "rb", 1, START.plusSeconds(60), "getrandom"));
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.send(anomaly("c", "rc", 1, START.minusSeconds(60), "mmap"));

    Incident varied = only(IncidentType.VARIED);
    assertThat(varied.getHosts()).containsExactly("a", "b", "c");
    assertThat(varied.getSightings()).hasSize(3);
    assertThat(varied.getExecutable().getId()).isEqualTo(EXECUTABLE);
    assertThat(varied.getSignature()).isNull();
    assertThat(varied.getSeverity()).isEqualTo(Severity.MEDIUM);
    assertThat(varied.getOpenedAt()).isEqualTo(START.plusSeconds(60));
    assertThat(varied.getTitle())
        .isEqualTo("prog misbehaves on 3 hosts in several ways, at first: write after mmap");
    assertThat(varied.getEvidence())
        .containsExactly(
            new Evidence("c", "rc", 1L), new Evidence("a", "ra", 1L), new Evidence("b", "rb", 1L));
  }

  @Test
  void shouldNotCallTheSameSurpriseOnManyHostsVaried() {
    for (String host : List.of("a", "b", "c", "d", "e")) {
      bench.send(anomaly(host, "r" + host, 1, START, "write"));
      bench.send(anomaly(host, "r" + host, 2, START, "getrandom"));
    }
    assertThat(bench.incidents.readValuesToList())
        .extracting(Incident::getType)
        .containsOnly(IncidentType.SPREAD);
  }

  @Test
  void shouldReportAHostOnWhichSeveralProgramsMisbehave() {
    bench.send(Events.of(anomaly("a", "ra", 1, START), "x"));
    bench.send(Events.of(anomaly("a", "ra", 2, START.plusSeconds(1)), "y"));
    bench.send(Events.of(anomaly("b", "rb", 1, START.plusSeconds(1)), "z"));
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.send(Events.of(anomaly("a", "ra", 3, START.plusSeconds(2)), "z"));

    Incident takeover =
        bench.incidents.readValuesToList().stream()
            .filter(i -> i.getType() == IncidentType.TAKEOVER)
            .findFirst()
            .orElseThrow();
    assertThat(takeover.getHosts()).containsExactly("a");
    assertThat(takeover.getExecutable()).isNull();
    assertThat(takeover.getExecutables())
        .extracting(Executable::getPath)
        .containsExactly("/usr/bin/x", "/usr/bin/y", "/usr/bin/z");
    assertThat(takeover.getTitle()).isEqualTo("3 programs misbehave on name-a: x, y, z");
    assertThat(takeover.getCount()).isEqualTo(3);
    assertThat(takeover.getSeverity()).isEqualTo(Severity.HIGH);
  }

  @Test
  void shouldNotTakeProgramsThatMisbehaveFarApartForATakeover() {
    bench.send(Events.of(anomaly("a", "ra", 1, START), "x"));
    bench.send(Events.of(anomaly("a", "ra", 2, START.plusSeconds(1)), "y"));
    bench.pass(Duration.ofMinutes(11));
    bench.send(Events.of(anomaly("a", "ra", 3, START.plus(Duration.ofMinutes(11))), "z"));
    assertThat(bench.incidents.isEmpty()).isTrue();
  }

  @Test
  void shouldReportABurstOnceForEachProcess() {
    bench.send(burst("a", 1, 100, 7, START));
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.send(burst("a", 2, 100, 8, START));
    Incident first = only(IncidentType.BURST);
    assertThat(first.getTitle())
        .isEqualTo(
            "prog on name-a misbehaves in bursts: process 100 had 8 anomalies among 128 calls");
    assertThat(first.getCount()).isEqualTo(1);
    bench.send(burst("a", 3, 100, 23, START.plusSeconds(1)));
    Incident second = only(IncidentType.BURST);
    assertThat(second.getId()).isEqualTo(first.getId());
    assertThat(second.getTitle()).contains("had 23 anomalies");
    bench.send(burst("a", 4, 200, 9, START));
    assertThat(only(IncidentType.BURST).getId()).isNotEqualTo(first.getId());
  }

  @Test
  void shouldGoOnAfterARestartAndCloseByTheClock() throws IOException {
    bench.send(Events.of(anomaly("a", "ra", 1, START), "x"));
    bench.send(Events.of(anomaly("a", "ra", 2, START), "y"));
    bench.send(burst("c", 1, 100, 9, START));
    Incident burst = only(IncidentType.BURST);
    bench = bench.restart(dir.resolve("0"), dir.resolve("1"), START.plusSeconds(5));
    bench.send(Events.of(anomaly("a", "ra", 2, START), "y"));
    bench.send(Events.of(anomaly("a", "ra", 3, START), "z"));
    Incident opened = only(IncidentType.TAKEOVER);

    bench = bench.restart(dir.resolve("1"), dir.resolve("2"), START.plusSeconds(9));
    bench.pass(Duration.ofMinutes(16));
    List<Incident> closed = bench.incidents.readValuesToList();
    assertThat(closed)
        .extracting(Incident::getId)
        .containsExactlyInAnyOrder(burst.getId(), opened.getId());
    assertThat(closed)
        .allSatisfy(
            i -> {
              assertThat(i.getStatus()).isEqualTo(IncidentStatus.CLOSED);
              assertThat(i.getRevision()).isEqualTo(2);
              assertThat(i.getClosedAt()).isEqualTo(START.plus(Duration.ofMinutes(15)));
            });
  }

  @Test
  void shouldLeaveOutWhatIsTooLateForARule() {
    bench.send(burst("a", 1, 100, 9, START));
    bench.send(burst("a", 2, 100, 9, START.minus(Duration.ofMinutes(46))));
    assertThat(only(IncidentType.BURST).getCount()).isEqualTo(1);
    assertThat(bench.metric("late-for-rule", Map.of())).isGreaterThanOrEqualTo(1);
  }
}
