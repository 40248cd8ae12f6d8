package dev.phleet.analyzer.correlation;

import static dev.phleet.analyzer.correlation.Sightseeing.SECOND;
import static dev.phleet.analyzer.correlation.Sightseeing.SETTINGS;
import static dev.phleet.analyzer.correlation.Sightseeing.START;
import static dev.phleet.analyzer.correlation.Sightseeing.see;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpreadRuleTest {
  private final InMemorySpreadState state = new InMemorySpreadState();
  private final Map<Counted, Long> counted = new EnumMap<>(Counted.class);
  private long wallMillis = START / 1000;
  private SpreadRule rule = newRule();
  private final List<Incident> out = new ArrayList<>();

  private SpreadRule newRule() {
    return new SpreadRule(
        SETTINGS,
        state,
        Prevalence.UNKNOWN,
        (what, n) -> counted.merge(what, n, Long::sum),
        () -> wallMillis);
  }

  private void observe(Observation... observations) {
    for (Observation o : observations) {
      out.addAll(rule.observe(o));
    }
  }

  private void pass(Duration time) {
    wallMillis += time.toMillis();
    out.addAll(rule.tick());
  }

  private Incident last() {
    return out.get(out.size() - 1);
  }

  @Test
  void shouldOpenWhenASecondHostShowsTheSame() {
    observe(see("a", 0));
    assertThat(out).isEmpty();

    observe(see("b", 30));

    Incident incident = last();
    assertThat(out).hasSize(1);
    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.OPENED);
    assertThat(incident.getType()).isEqualTo(IncidentType.SPREAD);
    assertThat(incident.getRevision()).isEqualTo(1);
    assertThat(incident.getHosts()).containsExactly("a", "b");
    assertThat(incident.getCount()).isEqualTo(2);
    assertThat(incident.getTitle())
        .isEqualTo("prog misbehaves alike on 2 hosts: write after write");
    assertThat(incident.getSeverity()).isEqualTo(Severity.MEDIUM);
    assertThat(incident.getSignature()).isEqualTo(see("a", 0).signature());
    assertThat(incident.getWindow()).hasSize(2);
    assertThat(incident.getMismatches()).containsExactly(1);
    assertThat(incident.getEvidence()).extracting("hostId").containsExactly("a", "b");
    assertThat(Readings.micros(incident.getOpenedAt())).isEqualTo(START + 30 * SECOND);
    assertThat(incident.getClosedAt()).isNull();
    assertThat(incident.getSightings().get(0).getHost().getName()).isEqualTo("name-a");
  }

  @Test
  void shouldNotOpenForOneHostHoweverOften() {
    for (int i = 0; i < 23; i++) {
      observe(see("a", i));
    }
    assertThat(out).isEmpty();
  }

  @Test
  void shouldNotOpenForTwoHostsFurtherApartThanTheWindow() {
    observe(see("a", 0), see("b", 101));
    assertThat(out).isEmpty();
  }

  @Test
  void shouldOpenAtTheVeryEdgeOfTheWindow() {
    observe(see("a", 0), see("b", 100));
    assertThat(out).hasSize(1);
  }

  @Test
  void shouldNotTakeDifferentCallsForTheSame() {
    observe(see("a", 0, "write", "write", 1), see("b", 1, "write", "read", 1));
    assertThat(out).isEmpty();
  }

  @Test
  void shouldTellOfEachHostThatJoins() {
    observe(see("a", 0), see("b", 1), see("c", 2), see("d", 3));

    assertThat(out).extracting(Incident::getRevision).containsExactly(1, 2, 3);
    assertThat(out).extracting(Incident::getId).containsOnly(out.get(0).getId());
    assertThat(last().getStatus()).isEqualTo(IncidentStatus.UPDATED);
    assertThat(last().getHosts()).containsExactly("a", "b", "c", "d");
    assertThat(last().getSeverity()).isEqualTo(Severity.HIGH);
  }

  @Test
  void shouldHoldBackMereCountsAndHaveThemRightWhenItCloses() {
    observe(see("a", 0), see("b", 1));
    for (int i = 2; i < 25; i++) {
      observe(see("a", i));
    }
    // Two, then each doubling: 4, 8, 16.
    assertThat(out).extracting(Incident::getCount).containsExactly(2L, 4L, 8L, 16L);

    pass(Duration.ofSeconds(5));
    assertThat(last().getCount()).isEqualTo(25);
    assertThat(last().getStatus()).isEqualTo(IncidentStatus.UPDATED);

    observe(see("a", 25));
    pass(Duration.ofSeconds(200));
    assertThat(last().getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(last().getCount()).isEqualTo(26);
    assertThat(last().getSightings()).extracting("count").containsExactly(25L, 1L);
    assertThat(Readings.micros(last().getClosedAt())).isEqualTo(START + 175 * SECOND);
  }

  @Test
  void shouldFoldFurtherSignaturesOnTheSameHostsIntoOneIncident() {
    observe(
        see("a", 0, "write", "write", 1),
        see("a", 0, "exit_group", "write", 2),
        see("b", 1, "write", "write", 1),
        see("b", 1, "exit_group", "write", 2));
    pass(Duration.ofMillis(500));

    assertThat(out).extracting(Incident::getId).containsOnly(out.get(0).getId());
    assertThat(last().getTitle())
        .isEqualTo("prog misbehaves alike on 2 hosts: write after write, exit_group after write");
    assertThat(last().getCount()).isEqualTo(4);
    assertThat(last().getSignature()).isEqualTo(see("a", 0).signature());
    assertThat(state.all()).hasSize(1);
  }

  @Test
  void shouldNotNameAHostThatShowedOnlyItsOwnSurprise() {
    observe(
        see("a", 0), see("c", 0, "read", "open", 1), see("b", 1), see("a", 2, "mmap", "open", 9));
    assertThat(last().getHosts()).containsExactly("a", "b");
    assertThat(last().getCount()).isEqualTo(2);
  }

  @Test
  void shouldKeepSpreadsWithoutACommonHostApart() {
    observe(
        see("a", 0, "write", "write", 1),
        see("b", 0, "write", "write", 1),
        see("c", 0, "read", "read", 1),
        see("d", 0, "read", "read", 1));

    assertThat(state.all()).hasSize(2);
    assertThat(out)
        .extracting(Incident::getHosts)
        .containsExactly(List.of("a", "b"), List.of("c", "d"));
  }

  @Test
  void shouldMakeOneOfTwoIncidentsWhenAHostIsSeenInBoth() {
    observe(
        see("a", 0, "write", "write", 1),
        see("b", 0, "write", "write", 1),
        see("c", 1, "read", "read", 1),
        see("d", 1, "read", "read", 1));
    Incident first = out.get(0);
    Incident second = out.get(1);

    observe(see("a", 2, "read", "read", 2));

    Incident merged = out.get(2);
    assertThat(merged.getId()).isEqualTo(second.getId());
    assertThat(merged.getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(merged.getTitle()).contains(first.getId());
    assertThat(last().getId()).isEqualTo(first.getId());
    assertThat(last().getHosts()).containsExactly("a", "b", "c", "d");
    assertThat(last().getCount()).isEqualTo(5);
  }

  @Test
  void shouldBeginANewIncidentAfterTheQuietTime() {
    observe(see("a", 0), see("b", 1));
    pass(Duration.ofSeconds(200));
    observe(see("a", 400), see("b", 401));

    assertThat(last().getStatus()).isEqualTo(IncidentStatus.OPENED);
    assertThat(last().getId()).isNotEqualTo(out.get(0).getId());
    assertThat(last().getCount()).isEqualTo(2);
  }

  @Test
  void shouldCorrectAClosedIncidentWhenAnEventComesLate() {
    observe(see("a", 0), see("b", 1));
    pass(Duration.ofMinutes(5));
    assertThat(last().getStatus()).isEqualTo(IncidentStatus.CLOSED);

    observe(see("c", 2));

    assertThat(last().getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(last().getHosts()).containsExactly("a", "b", "c");
  }

  @Test
  void shouldOpenAgainWhenAClosedIncidentGoesOn() {
    observe(see("a", 0), see("b", 1));
    pass(Duration.ofSeconds(160));
    assertThat(last().getStatus()).isEqualTo(IncidentStatus.CLOSED);

    observe(see("c", 140));

    assertThat(last().getStatus()).isEqualTo(IncidentStatus.UPDATED);
    assertThat(last().getClosedAt()).isNull();
    pass(Duration.ofSeconds(200));
    assertThat(last().getStatus()).isEqualTo(IncidentStatus.CLOSED);
  }

  @Test
  void shouldCountWhatIsTooLateToBeCorrelated() {
    observe(see("a", 2000), see("b", 0));
    assertThat(out).isEmpty();
    assertThat(counted).containsEntry(Counted.LATE, 1L);
  }

  @Test
  void shouldForgetEverythingInTheEnd() {
    observe(see("a", 0), see("b", 1), see("c", 1, "read", "open", 3));
    pass(Duration.ofSeconds(2000));
    rule.sweep();
    assertThat(state.size()).isZero();
  }

  @Test
  void shouldGoOnAfterARestartAsIfNothingHadBeen() {
    observe(see("a", 0), see("b", 1), see("a", 2));
    rule = newRule();
    rule.resume();
    observe(see("c", 3));
    pass(Duration.ofSeconds(200));

    assertThat(last().getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(last().getCount()).isEqualTo(4);
    assertThat(out).extracting(Incident::getRevision).isEqualTo(List.of(1, 2, 3));
  }

  @Test
  void shouldStayUnderTheBrokersLimitWithThousandsOfHosts() {
    for (int i = 0; i < 5000; i++) {
      observe(see(String.format("host-%0100d", i), 1));
    }
    pass(Duration.ofSeconds(1));
    assertThat(last().getTitle()).contains("on 5000 hosts");
    assertThat(last().getHosts()).hasSizeLessThan(5000).hasSizeGreaterThan(1000);
    assertThat(last().toString().length()).isLessThan(1_400_000);
    assertThat(counted.get(Counted.HOST_UNLISTED)).isPositive();
  }
}
