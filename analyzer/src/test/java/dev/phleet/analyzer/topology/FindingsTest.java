package dev.phleet.analyzer.topology;

import static dev.phleet.analyzer.topology.Events.START;
import static dev.phleet.analyzer.topology.Events.anomaly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phleet.analyzer.ocsf.FindingChoice;
import dev.phleet.analyzer.ocsf.FindingSchema;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Incident;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topic ocsf beside the topics that it speaks of. */
class FindingsTest {
  @TempDir Path dir;

  private static List<JsonNode> valid(List<TestRecord<String, String>> records) {
    List<JsonNode> findings = new ArrayList<>();
    records.forEach(record -> findings.add(FindingSchema.valid(record.value())));
    return findings;
  }

  @Test
  void shouldTellTheLifeOfAnIncident() {
    try (Bench bench = new Bench(dir, START, FindingChoice.INCIDENTS)) {
      bench.send(anomaly("a", "ra", 1, START));
      bench.send(anomaly("b", "rb", 1, START.plusSeconds(1)));
      Incident opened = bench.incidents.readValue();
      bench.send(new Acknowledgement(opened.getId(), "ann", START, "known, a test"));
      bench.pass(Duration.ofMinutes(16));
      List<TestRecord<String, String>> records = bench.findings.readRecordsToList();
      assertThat(records).allSatisfy(r -> assertThat(r.key()).isEqualTo(opened.getId()));
      List<JsonNode> findings = valid(records);
      assertThat(findings)
          .extracting(
              f -> f.path("type_name").asText(),
              f -> f.path("status").asText(),
              f -> f.path("is_alert").asBoolean(),
              f -> f.at("/metadata/uid").asText())
          .containsExactly(
              tuple("Detection Finding: Create", "New", true, opened.getId() + "/1"),
              tuple("Detection Finding: Update", "In Progress", false, opened.getId() + "/2"),
              tuple("Detection Finding: Close", "Resolved", false, opened.getId() + "/3"));
      JsonNode first = findings.get(0);
      assertThat(first.path("message").asText()).isEqualTo(opened.getTitle());
      assertThat(first.path("severity").asText()).isEqualTo("Medium");
      assertThat(first.path("time").asLong()).isEqualTo(START.plusSeconds(1).toEpochMilli());
      assertThat(first.at("/finding_info/uid").asText()).isEqualTo(opened.getId());
      assertThat(first.at("/finding_info/analytic/name").asText()).isEqualTo("SPREAD");
      assertThat(first.at("/finding_info/related_events").findValuesAsText("uid"))
          .containsExactly("a/ra/1", "b/rb/1");
      assertThat(first.path("resources").findValuesAsText("hostname"))
          .containsExactly("name-a", "name-b");
      assertThat(first.at("/evidences/0/data/window").toString())
          .isEqualTo("[\"write\",\"write\",\"brk\"]");
      assertThat(first.at("/evidences/0/file/hashes/0/value").asText()).isEqualTo("ab".repeat(32));
      assertThat(findings.get(2).path("comment").asText()).isEqualTo("ann: known, a test");
    }
  }

  @Test
  void shouldTellEveryAnomalyOnceWhenAllIsWanted() {
    try (Bench bench = new Bench(dir, START, FindingChoice.ALL)) {
      bench.send(anomaly("a", "ra", 1, START));
      bench.send(anomaly("a", "ra", 1, START));
      bench.send(anomaly("a", "ra", 2, START));
      List<TestRecord<String, String>> records = bench.findings.readRecordsToList();
      assertThat(records).extracting(TestRecord::key).containsExactly("a/ra/1", "a/ra/2");
      List<JsonNode> findings = valid(records);
      assertThat(findings)
          .extracting(f -> f.at("/finding_info/uid").asText())
          .containsExactly("a/ra/1", "a/ra/2");
      JsonNode first = findings.get(0);
      assertThat(first.path("message").asText())
          .isEqualTo("prog behaves on name-a as it never did: write after write");
      assertThat(first.path("severity").asText()).isEqualTo("Informational");
      assertThat(first.at("/device/hostname").asText()).isEqualTo("name-a");
      assertThat(first.at("/evidences/0/process/pid").asInt()).isEqualTo(23);
      assertThat(first.at("/evidences/0/process/file/path").asText()).isEqualTo("/usr/bin/prog");
      assertThat(bench.incidents.isEmpty()).isTrue();
    }
  }

  @Test
  void shouldStillTellIncidentsOfEveryKindWhenAllIsWanted() {
    try (Bench bench = new Bench(dir, START, FindingChoice.ALL)) {
      for (String program : List.of("x", "yy", "zzz")) {
        bench.send(Events.of(anomaly("a", "ra", program.length(), START), program));
      }
      Incident takeover = bench.incidents.readValue();
      List<JsonNode> about =
          valid(bench.findings.readRecordsToList()).stream()
              .filter(f -> f.at("/finding_info/uid").asText().equals(takeover.getId()))
              .toList();
      assertThat(about).hasSize(1);
      assertThat(about.get(0).at("/device/uid").asText()).isEqualTo("a");
      assertThat(about.get(0).path("evidences")).hasSize(4);
    }
  }

  @Test
  void shouldSayNothingUnlessItIsAsked() {
    try (Bench bench = new Bench(dir, START)) {
      bench.send(anomaly("a", "ra", 1, START));
      bench.send(anomaly("b", "rb", 1, START));
      assertThat(bench.incidents.isEmpty()).isFalse();
      assertThat(bench.driver.producedTopicNames()).doesNotContain("test.ocsf");
    }
  }
}
