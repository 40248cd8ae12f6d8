package dev.phleet.analyzer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.count.Counted;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final HostRef HOST = new HostRef("host-1", "web", "boot");
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          true,
          Severity.MEDIUM,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofDays(31));

  private final Map<Counted, Long> counted = new EnumMap<>(Counted.class);
  private long wallMillis = 1_000_000;
  private DeliveryState state = new InMemoryDeliveryState(true);
  private Deliveries deliveries = newDeliveries();

  private Deliveries newDeliveries() {
    return new Deliveries(
        "anomalies",
        SETTINGS,
        state,
        (what, n) -> counted.merge(what, n, Long::sum),
        () -> wallMillis);
  }

  private boolean accept(String run, long sequence) {
    return deliveries.accept(HOST, run, sequence, 5_000_000 + sequence);
  }

  private List<Incident> after(int seconds) {
    wallMillis += seconds * 1000L;
    return deliveries.tick();
  }

  @Test
  void shouldLetEachEventThroughOnce() {
    assertThat(accept("r", 1)).isTrue();
    assertThat(accept("r", 1)).isFalse();
    assertThat(accept("r", 2)).isTrue();
    assertThat(accept("other", 1)).isTrue();
    assertThat(accept("r", 1)).isFalse();
    assertThat(counted).containsEntry(Counted.DUPLICATE, 2L);
  }

  @Test
  void shouldReportAGapOnceWhenItsGraceIsOver() {
    accept("r", 1);
    accept("r", 5);
    assertThat(after(9)).isEmpty();

    List<Incident> incidents = after(1);

    assertThat(incidents).hasSize(1);
    Incident gap = incidents.get(0);
    assertThat(gap.getType()).isEqualTo(IncidentType.GAP);
    assertThat(gap.getStatus()).isEqualTo(IncidentStatus.OPENED);
    assertThat(gap.getRevision()).isEqualTo(1);
    assertThat(gap.getCount()).isEqualTo(3);
    assertThat(gap.getHosts()).containsExactly("host-1");
    assertThat(gap.getTitle())
        .isEqualTo(
            "3 events of web on topic anomalies are missing: numbers between 2 and 4 of run r");
    assertThat(counted).containsEntry(Counted.MISSING, 3L);
    assertThat(after(20)).isEmpty();
  }

  @Test
  void shouldSayNothingWhenTheMissingEventComesInTime() {
    accept("r", 1);
    accept("r", 3);
    assertThat(after(5)).isEmpty();
    assertThat(accept("r", 2)).isTrue();
    assertThat(accept("r", 2)).isFalse();
    assertThat(after(60)).isEmpty();
  }

  @Test
  void shouldTakeAnEventThatComesAfterItsGapWasReportedAndCorrectTheCount() {
    accept("r", 1);
    accept("r", 5);
    after(10);

    assertThat(accept("r", 3)).isTrue();
    assertThat(accept("r", 3)).isFalse();

    List<Incident> closing = after(60);
    assertThat(closing).hasSize(1);
    assertThat(closing.get(0).getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(closing.get(0).getCount()).isEqualTo(2);
    assertThat(closing.get(0).getRevision()).isEqualTo(2);
    assertThat(counted).containsEntry(Counted.FILLED_LATE, 1L);
    assertThat(after(60)).isEmpty();
  }

  @Test
  void shouldCloseAtOnceWhenAllThatWasMissingHasCome() {
    accept("r", 1);
    accept("r", 3);
    after(10);
    accept("r", 2);

    List<Incident> closing = after(1);
    assertThat(closing).hasSize(1);
    assertThat(closing.get(0).getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(closing.get(0).getTitle()).startsWith("All events of web");
  }

  @Test
  void shouldGatherTheGapsOfARunInOneIncident() {
    accept("r", 2);
    accept("r", 4);
    String id = after(10).get(0).getId();
    accept("r", 9);

    Incident second = after(10).get(0);

    assertThat(second.getId()).isEqualTo(id);
    assertThat(second.getStatus()).isEqualTo(IncidentStatus.UPDATED);
    assertThat(second.getCount()).isEqualTo(6);
  }

  @Test
  void shouldMissTheBeginningOfARunWhenTheLogWasReadFromItsBeginning() {
    accept("r", 4);
    assertThat(after(10).get(0).getCount()).isEqualTo(3);
  }

  @Test
  void shouldNotMissWhatTheBrokerHasDeletedLongAgo() {
    state = new InMemoryDeliveryState(false);
    deliveries = newDeliveries();
    accept("r", 4);
    accept("r", 6);
    assertThat(after(10).get(0).getCount()).isEqualTo(1);
  }

  @Test
  void shouldWaitAgainAfterARestart() {
    accept("r", 1);
    accept("r", 3);
    wallMillis += 3_600_000;
    deliveries = newDeliveries();

    assertThat(deliveries.tick()).isEmpty();
    assertThat(accept("r", 2)).isTrue();
    assertThat(after(60)).isEmpty();
  }

  @Test
  void shouldReportAGapOnceAcrossARestart() {
    accept("r", 1);
    accept("r", 3);
    assertThat(after(10)).hasSize(1);
    deliveries = newDeliveries();
    assertThat(after(30)).isEmpty();
  }

  @Test
  void shouldForgetOldRunsButNeverTheNewest() {
    accept("old", 1);
    wallMillis += Duration.ofDays(32).toMillis();
    accept("new", 1);
    assertThat(state.runs("host-1").orElseThrow().runs()).hasSize(1);
    wallMillis += Duration.ofDays(400).toMillis();
    accept("new", 2);
    assertThat(state.runs("host-1").orElseThrow().runs()).hasSize(1);
    assertThat(counted).containsEntry(Counted.RUN_FORGOTTEN, 1L);
  }

  @Test
  void shouldBoundTheRunsOfAHostThatNeverStopsRestarting() {
    for (int i = 0; i < 1000; i++) {
      wallMillis++;
      accept("run-" + i, 1);
    }
    assertThat(state.runs("host-1").orElseThrow().runs()).hasSize(HostRuns.RUNS);
  }

  @Test
  void shouldBoundTheGapsOfARunAndCountWhatItGivesUp() {
    for (int i = 1; i <= 2 * RunProgress.RANGES + 20; i += 2) {
      accept("r", i);
    }
    assertThat(state.runs("host-1").orElseThrow().runs().get(0).missing())
        .hasSize(RunProgress.RANGES);
    assertThat(counted).containsEntry(Counted.GAP_FORGOTTEN, 9L);
  }
}
