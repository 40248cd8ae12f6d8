package dev.phleet.analyzer.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phleet.schemas.event.Ancestor;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Process;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.event.Sighting;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Findings of what hosts may say at worst: every text long and of characters that JSON escapes. */
class FindingSizeTest {
  private static final int BROKERS_LIMIT = 1_048_576;
  private static final String LONG = "\u0001".repeat(40_000);
  private static final Instant TIME = Instant.EPOCH.plusSeconds(23);
  private static final Host HOST = new Host(LONG, LONG, LONG);
  private static final Executable EXECUTABLE = new Executable("sha256:" + LONG, LONG, 7L);
  private static final List<Call> WINDOW =
      Collections.nCopies(9, new Call(CallTable.NATIVE, 1, LONG));

  private static void assertFits(String finding) {
    assertThat(finding.getBytes(StandardCharsets.UTF_8).length).isLessThan(BROKERS_LIMIT);
  }

  @Test
  void shouldKeepAnIncidentOfManyHostsBelowTheBrokersLimit() {
    Incident incident =
        Incident.newBuilder()
            .setId("i")
            .setRevision(1)
            .setType(IncidentType.TAKEOVER)
            .setStatus(IncidentStatus.OPENED)
            .setSeverity(Severity.CRITICAL)
            .setTitle(LONG)
            .setOpenedAt(TIME)
            .setUpdatedAt(TIME)
            .setHosts(Collections.nCopies(1000, LONG))
            .setSightings(Collections.nCopies(1000, new Sighting(HOST, TIME, TIME, 1L)))
            .setCount(1000)
            .setExecutable(EXECUTABLE)
            .setArchitecture("x86_64")
            .setWindow(WINDOW)
            .setEvidence(Collections.nCopies(100, new Evidence(LONG, LONG, 1L)))
            .setExplanation(LONG)
            .setExecutables(Collections.nCopies(100, EXECUTABLE))
            .setAcknowledgedBy(LONG)
            .setAcknowledgement(LONG)
            .build();
    String finding = IncidentFinding.json(incident);
    JsonNode event = FindingSchema.valid(finding);
    assertThat(event.path("resources")).hasSize(DetectionFinding.LISTED);
    assertThat(event.at("/unmapped/hosts").asInt()).isEqualTo(1000);
    assertThat(event.path("severity").asText()).isEqualTo("Critical");
    assertFits(finding);
  }

  @Test
  void shouldKeepAnAnomalyBelowTheBrokersLimit() {
    Process process =
        new Process(
            1,
            1,
            1,
            0L,
            LONG,
            0L,
            LONG,
            LONG,
            Collections.nCopies(8, new Ancestor(1, LONG, LONG)),
            LONG);
    Anomaly anomaly =
        Anomaly.newBuilder()
            .setHost(HOST)
            .setSource(new Source(LONG, 1L))
            .setTime(TIME)
            .setExecutable(EXECUTABLE)
            .setProcess(process)
            .setArchitecture("x86_64")
            .setWindow(WINDOW)
            .setMismatches(List.of(1))
            .setLfc(1)
            .setMaxLfc(1)
            .setState(State.NORMAL)
            .setCounters(new ProfileCounters(1L, 1L, 1L, 1L, 1L))
            .build();
    String finding = AnomalyFinding.json(anomaly);
    FindingSchema.valid(finding);
    assertFits(finding);
  }

  @Test
  void shouldKnowAFileWithoutAReadablePathByItsIdentity() {
    Executable unknown = new Executable("path:/x/y", "", 7L);
    assertThat(Artifacts.hashed(unknown)).isFalse();
    assertThat(Artifacts.name(unknown)).isEqualTo("path:/x/y");
  }
}
