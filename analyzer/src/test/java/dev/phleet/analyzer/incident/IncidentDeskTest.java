package dev.phleet.analyzer.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.incident.DeskEntry.Conclusion;
import dev.phleet.analyzer.incident.DeskEntry.Noted;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentDeskTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final InMemoryIncidentState state = new InMemoryIncidentState();
  private final Map<Counted, Long> counted = new EnumMap<>(Counted.class);
  private long wall = START.toEpochMilli();
  private final IncidentDesk desk =
      new IncidentDesk(
          state, Duration.ofDays(90), (what, n) -> counted.merge(what, n, Long::sum), () -> wall);

  private static Incident incident(IncidentStatus status, long count) {
    boolean closed = status == IncidentStatus.CLOSED;
    return Incident.newBuilder()
        .setId("i")
        .setRevision(4711)
        .setType(IncidentType.SPREAD)
        .setStatus(status)
        .setSeverity(Severity.LOW)
        .setTitle("t")
        .setOpenedAt(START)
        .setUpdatedAt(START)
        .setClosedAt(closed ? START.plusSeconds(60) : null)
        .setHosts(List.of("a"))
        .setSightings(List.of())
        .setCount(count)
        .setWindow(List.of())
        .setMismatches(List.of())
        .setEvidence(List.of())
        .setExecutables(List.of())
        .build();
  }

  private Optional<Incident> conclude(IncidentStatus status, long count) {
    return desk.take(new Conclusion(incident(status, count)));
  }

  private static Noted note(String by) {
    return new Noted("i", Optional.of(new Acknowledgement("i", by, START, "seen")));
  }

  @Test
  void shouldNumberRevisionsWithoutAGapWhateverTheRuleSays() {
    Incident opened = conclude(IncidentStatus.UPDATED, 1).orElseThrow();
    Incident updated = conclude(IncidentStatus.OPENED, 2).orElseThrow();
    Incident closed = conclude(IncidentStatus.CLOSED, 2).orElseThrow();
    assertThat(List.of(opened.getRevision(), updated.getRevision(), closed.getRevision()))
        .containsExactly(1, 2, 3);
    assertThat(List.of(opened.getStatus(), updated.getStatus(), closed.getStatus()))
        .containsExactly(IncidentStatus.OPENED, IncidentStatus.UPDATED, IncidentStatus.CLOSED);
  }

  @Test
  void shouldLeaveOutWhatSaysNothingNew() {
    conclude(IncidentStatus.OPENED, 1);
    assertThat(conclude(IncidentStatus.OPENED, 1)).isEmpty();
    assertThat(conclude(IncidentStatus.UPDATED, 1)).isEmpty();
    conclude(IncidentStatus.CLOSED, 1);
    assertThat(conclude(IncidentStatus.CLOSED, 1)).isEmpty();
    assertThat(counted).containsEntry(Counted.INCIDENT_REPEATED, 3L);
  }

  @Test
  void shouldLeaveOutATakeoverThatALaterOneOvertook() {
    Incident later = incident(IncidentStatus.OPENED, 4);
    later.setType(IncidentType.TAKEOVER);
    Incident overtaken = incident(IncidentStatus.OPENED, 3);
    overtaken.setType(IncidentType.TAKEOVER);
    assertThat(desk.take(new Conclusion(later))).isPresent();
    assertThat(desk.take(new Conclusion(overtaken))).isEmpty();
    assertThat(counted).containsExactly(Map.entry(Counted.CONCLUSION_STALE, 1L));
  }

  @Test
  void shouldReopenWhatWasClosed() {
    conclude(IncidentStatus.CLOSED, 1);
    Incident again = conclude(IncidentStatus.OPENED, 1).orElseThrow();
    assertThat(again.getStatus()).isEqualTo(IncidentStatus.UPDATED);
    assertThat(again.getRevision()).isEqualTo(2);
    assertThat(again.getClosedAt()).isNull();
  }

  @Test
  void shouldKeepAnAcknowledgementThroughUpdatesUntilItIsTakenBack() {
    conclude(IncidentStatus.OPENED, 1);
    Incident noted = desk.take(note("ann")).orElseThrow();
    assertThat(noted.getRevision()).isEqualTo(2);
    assertThat(noted.getStatus()).isEqualTo(IncidentStatus.UPDATED);
    assertThat(noted.getAcknowledgedBy()).isEqualTo("ann");
    assertThat(noted.getAcknowledgedAt()).isEqualTo(START);
    assertThat(noted.getAcknowledgement()).isEqualTo("seen");

    Incident updated = conclude(IncidentStatus.UPDATED, 2).orElseThrow();
    assertThat(updated.getAcknowledgedBy()).isEqualTo("ann");
    assertThat(conclude(IncidentStatus.UPDATED, 2)).isEmpty();
    assertThat(desk.take(note("ann"))).isEmpty();

    Incident back = desk.take(new Noted("i", Optional.empty())).orElseThrow();
    assertThat(back.getAcknowledgedBy()).isNull();
    assertThat(back.getAcknowledgedAt()).isNull();
    assertThat(back.getAcknowledgement()).isNull();
  }

  @Test
  void shouldNotOpenAClosedIncidentByAnAcknowledgement() {
    conclude(IncidentStatus.CLOSED, 1);
    assertThat(desk.take(note("ann")).orElseThrow().getStatus()).isEqualTo(IncidentStatus.CLOSED);
  }

  @Test
  void shouldKeepAnAcknowledgementThatComesBeforeItsIncident() {
    assertThat(desk.take(note("ann"))).isEmpty();
    assertThat(conclude(IncidentStatus.OPENED, 1).orElseThrow().getAcknowledgedBy())
        .isEqualTo("ann");
    assertThat(state.early).isEmpty();
  }

  @Test
  void shouldForgetWhatIsOlderThanTheRetention() {
    conclude(IncidentStatus.CLOSED, 1);
    desk.take(
        new Noted("x", Optional.of(new Acknowledgement("x", "ann", START.plusSeconds(60), ""))));
    wall += Duration.ofDays(90).toMillis() + 60_000;
    desk.sweep();
    assertThat(state.incidents).hasSize(1);
    wall += 1;
    desk.sweep();
    assertThat(state.incidents).isEmpty();
    assertThat(state.early).isEmpty();
    assertThat(counted)
        .containsEntry(Counted.INCIDENT_EXPIRED, 1L)
        .containsEntry(Counted.ACKNOWLEDGEMENT_EXPIRED, 1L);
  }
}
