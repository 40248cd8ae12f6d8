package dev.phleet.analyzer.topology;

import static dev.phleet.analyzer.topology.Events.EXECUTABLE;
import static dev.phleet.analyzer.topology.Events.START;
import static dev.phleet.analyzer.topology.Events.anomaly;
import static dev.phleet.analyzer.topology.Events.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTopologyTest {
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

  @Test
  void shouldMakeAnIncidentKeyedByItsId() {
    bench.send(anomaly("a", "ra", 1, START));
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.send(anomaly("b", "rb", 1, START.plusSeconds(1)));

    KeyValue<String, Incident> record = bench.incidents.readKeyValue();
    assertThat(record.key).isEqualTo(record.value.getId());
    assertThat(record.value.getType()).isEqualTo(IncidentType.SPREAD);
    assertThat(record.value.getHosts()).containsExactly("a", "b");
    assertThat(record.value.getExecutable().getId()).isEqualTo(EXECUTABLE);
    assertThat(bench.incidents.isEmpty()).isTrue();
  }

  @Test
  void shouldTakeAnAnomalyThatOnlyTheScoreRaised() {
    for (String host : List.of("a", "b")) {
      Anomaly anomaly = anomaly(host, "r" + host, 1, START);
      anomaly.setMismatches(List.of());
      anomaly.setRaisedByPairs(false);
      anomaly.setRaisedByScore(true);
      bench.send(anomaly);
    }

    assertThat(bench.deadLetters.isEmpty()).isTrue();
    Incident incident = bench.incidents.readValue();
    assertThat(incident.getType()).isEqualTo(IncidentType.SPREAD);
    assertThat(incident.getMismatches()).isEmpty();
    assertThat(incident.getTitle()).contains("a run out of the ordinary");
  }

  @Test
  void shouldCountADuplicateOnce() {
    bench.send(anomaly("a", "ra", 1, START));
    bench.send(anomaly("a", "ra", 1, START));
    bench.send(anomaly("b", "rb", 1, START));
    bench.send(anomaly("b", "rb", 1, START));
    bench.pass(Duration.ofMinutes(16));

    List<Incident> records = bench.incidents.readValuesToList();
    assertThat(records)
        .extracting(Incident::getStatus)
        .containsExactly(IncidentStatus.OPENED, IncidentStatus.CLOSED);
    assertThat(records.get(1).getCount()).isEqualTo(2);
    assertThat(bench.metric("duplicate", Map.of())).isEqualTo(2);
  }

  @Test
  void shouldReportAGapAndFillItWhenTheEventComesInTime() {
    bench.send(anomaly("a", "ra", 1, START));
    bench.send(anomaly("a", "ra", 4, START));
    bench.send(anomaly("a", "ra", 2, START));
    bench.pass(Duration.ofSeconds(11));

    Incident gap = bench.incidents.readValue();
    assertThat(gap.getType()).isEqualTo(IncidentType.GAP);
    assertThat(gap.getCount()).isEqualTo(1);
    bench.pass(Duration.ofSeconds(11));
    assertThat(bench.incidents.isEmpty()).isTrue();
    assertThat(bench.metric("missing", Map.of())).isEqualTo(1);
  }

  @Test
  void shouldCloseByTheMachinesClockWhenNothingComesAnyMore() {
    bench.send(anomaly("a", "ra", 1, START));
    bench.send(anomaly("b", "rb", 1, START));
    bench.incidents.readValue();
    bench.pass(Duration.ofMinutes(14));
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.pass(Duration.ofMinutes(2));

    Incident closed = bench.incidents.readValue();
    assertThat(closed.getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(closed.getClosedAt()).isEqualTo(START.plus(Duration.ofMinutes(15)));
  }

  @Test
  void shouldTakeEventsThatAreOutOfOrderByTheirOwnTime() {
    bench.send(anomaly("a", "ra", 1, START));
    bench.send(anomaly("b", "rb", 1, START.minus(Duration.ofMinutes(9))));
    assertThat(bench.incidents.readValue().getHosts()).containsExactly("a", "b");
  }

  @Test
  void shouldLeaveOutWhatIsTooLate() {
    bench.send(anomaly("a", "ra", 1, START));
    bench.send(anomaly("b", "rb", 1, START.minus(Duration.ofMinutes(46))));
    assertThat(bench.incidents.isEmpty()).isTrue();
    assertThat(bench.metric("late", Map.of())).isEqualTo(1);
  }

  @Test
  void shouldKeepAFleetProfileOfEachExecutable() {
    bench.send(state("a", "ra", 1, State.TRAINING, 100, START));
    bench.send(state("b", "rb", 1, State.NORMAL, 200, START.plusSeconds(1)));
    bench.pass(Duration.ofSeconds(1));

    KeyValue<String, FleetProfile> record = bench.profiles.readKeyValue();
    assertThat(bench.profiles.isEmpty()).isTrue();
    assertThat(record.key).isEqualTo(EXECUTABLE);
    assertThat(record.value.getHosts()).isEqualTo(2);
    assertThat(record.value.getTraining()).isEqualTo(1);
    assertThat(record.value.getNormal()).isEqualTo(1);
    assertThat(record.value.getCalls()).isEqualTo(300);
    assertThat(record.value.getMinPairs()).isEqualTo(41);
    assertThat(record.value.getPaths()).containsExactly("/usr/bin/prog");
    assertThat(record.value.getLastSeen()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void shouldFollowTombstonesToTheEnd() {
    bench.send(state("a", "ra", 1, State.TRAINING, 100, START));
    bench.send(state("b", "rb", 1, State.NORMAL, 200, START));
    bench.pass(Duration.ofSeconds(1));
    bench.profiles.readValue();

    bench.tombstone(state("a", "ra", 2, State.TRAINING, 100, START));
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.profiles.readValue().getHosts()).isEqualTo(1);

    bench.tombstone(state("b", "rb", 2, State.NORMAL, 200, START));
    bench.pass(Duration.ofSeconds(1));
    KeyValue<String, FleetProfile> gone = bench.profiles.readKeyValue();
    assertThat(gone.key).isEqualTo(EXECUTABLE);
    assertThat(gone.value).isNull();
  }

  @Test
  void shouldNotCountADuplicateStateTwice() {
    bench.send(state("a", "ra", 1, State.NORMAL, 100, START));
    bench.send(state("a", "ra", 1, State.NORMAL, 100, START));
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.profiles.readValue().getCalls()).isEqualTo(100);
    assertThat(bench.metric("stale-state", Map.of())).isEqualTo(1);
  }

  @Test
  void shouldGoOnWithTheSameStateAfterARestart() throws IOException {
    bench.send(anomaly("a", "ra", 1, START));
    bench.send(anomaly("a", "ra", 2, START));
    bench.send(state("a", "ra", 1, State.NORMAL, 100, START));
    bench = bench.restart(dir.resolve("0"), dir.resolve("1"), START.plusSeconds(5));

    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.profiles.readValue().getCalls()).isEqualTo(100);
    bench.send(anomaly("a", "ra", 2, START));
    bench.send(anomaly("b", "rb", 1, START));
    Incident opened = bench.incidents.readValue();
    assertThat(opened.getCount()).isEqualTo(3);

    bench = bench.restart(dir.resolve("1"), dir.resolve("2"), START.plusSeconds(9));
    bench.send(anomaly("c", "rc", 1, START));
    Incident updated = bench.incidents.readValue();
    assertThat(updated.getId()).isEqualTo(opened.getId());
    assertThat(updated.getRevision()).isEqualTo(2);
    assertThat(updated.getHosts()).containsExactly("a", "b", "c");
  }

  @Test
  void shouldCloseAfterARestartWhatWasOpenBefore() throws IOException {
    bench.send(anomaly("a", "ra", 1, START));
    bench.send(anomaly("b", "rb", 1, START));
    bench = bench.restart(dir.resolve("0"), dir.resolve("1"), START.plusSeconds(5));
    bench.pass(Duration.ofMinutes(16));
    assertThat(bench.incidents.readValue().getStatus()).isEqualTo(IncidentStatus.CLOSED);
  }

  @Test
  void shouldGiveTheSameIdsWhenTheLogIsReadAgain(@TempDir Path other) {
    bench.send(anomaly("a", "ra", 1, START));
    bench.send(anomaly("b", "rb", 1, START.plusSeconds(1)));
    String id = bench.incidents.readValue().getId();
    try (Bench again = new Bench(other, START.plusSeconds(3600))) {
      again.send(anomaly("b", "rb", 1, START.plusSeconds(1)));
      again.send(anomaly("a", "ra", 1, START));
      assertThat(again.incidents.readValue().getId()).isEqualTo(id);
    }
  }
}
