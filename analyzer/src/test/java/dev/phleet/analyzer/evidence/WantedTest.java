package dev.phleet.analyzer.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.analyzer.query.EventDocument;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.Sighting;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WantedTest {
  private static final Instant OPENED = Instant.parse("2026-11-21T10:00:07.123456Z");

  private static ObjectNode incident(IncidentType type) {
    return EventDocument.of(
        Draft.of("i-1", type, Severity.LOW)
            .setRevision(1)
            .setStatus(IncidentStatus.OPENED)
            .setTitle("")
            .setOpenedAt(OPENED)
            .setUpdatedAt(OPENED)
            .setHosts(List.of("a", "b"))
            .setSightings(List.of(sighting("a", 3), sighting("b", -5)))
            .setCount(2)
            .setEvidence(List.of(new Evidence("a", "run", 7L), new Evidence("c", "run", 8L)))
            .build());
  }

  private static Sighting sighting(String host, int seconds) {
    Instant first = OPENED.plusSeconds(seconds);
    return new Sighting(new Host(host, host, "boot"), first, first, 1L);
  }

  @Test
  void shouldLookForTheEvidenceFromWhereEachHostBegan() {
    Wanted wanted = Wanted.of(incident(IncidentType.SPREAD));
    assertThat(wanted.events())
        .containsExactly(new EventName("a", "run", 7), new EventName("c", "run", 8));
    assertThat(wanted.since("a")).isBefore(OPENED.plusSeconds(3)).isAfter(OPENED.minusSeconds(60));
    assertThat(wanted.since("b")).isEqualTo(wanted.since("a").minusSeconds(8));
    assertThat(wanted.since("c")).as("not listed").isEqualTo(wanted.since("b"));
  }

  @ParameterizedTest
  @EnumSource(names = {"STRANGER", "SILENCE", "GAP", "OTHER"})
  void shouldNotLookForHeartbeatsAndStatesAmongAnomalies(IncidentType type) {
    assertThat(Wanted.of(incident(type)).events()).isEmpty();
  }
}
