package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsKernel
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemonstrationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private List<JsonNode> records;

  @BeforeAll
  void play(@TempDir Path directory) throws Exception {
    try (LabProcess lab =
        LabProcess.start(directory, "lab", "--demo", "--exit", "--json", "--hosts", "3")) {
      assertThat(lab.exitCode()).as(lab.errors()).isZero();
      assertThat(lab.errors()).contains("Proved in");
      records = parse(lab.output());
    }
    assertThat(leftIn(directory)).as("the lab's directory is removed").isEmpty();
  }

  @Test
  void shouldPrintNothingButRecords() {
    assertThat(records)
        .allSatisfy(r -> assertThat(r.fieldNames()).toIterable().contains("topic", "key", "value"));
  }

  @Test
  void shouldLearnTheProgramOnEveryHost() {
    for (String host : List.of("lab-1", "lab-2", "lab-3")) {
      assertThat(reasons(records, host))
          .as(host)
          .containsSubsequence("CREATED", "FROZEN", "BECAME_NORMAL");
    }
  }

  @Test
  void shouldEndInOneIncidentThatNamesTwoHostsOfThree() {
    assertThat(of(records, "phleet.anomalies"))
        .filteredOn(DemonstrationTest::isAboutTheProgram)
        .extracting(r -> r.get("key").asText())
        .contains("lab-1", "lab-2")
        .doesNotContain("lab-3");
    List<JsonNode> incidents = of(records, "phleet.incidents");
    assertThat(incidents).filteredOn(DemonstrationTest::isAboutTheProgram).isNotEmpty();
    assertThat(incidents)
        .filteredOn(DemonstrationTest::isAboutTheProgram)
        .allSatisfy(
            i ->
                assertThat(i.get("value").get("hosts").toString())
                    .isEqualTo("[\"lab-1\",\"lab-2\"]"));
  }

  /** The profile froze at call 4T+1, T being the last call that taught it something. */
  @Test
  void shouldFreezeAtTheCallThatTheSpecificationNames() {
    List<JsonNode> frozen =
        of(records, "phleet.profile-states").stream()
            .filter(r -> r.get("value").get("reason").asText().equals("FROZEN"))
            .filter(DemonstrationTest::isAboutTheProgram)
            .toList();
    assertThat(frozen)
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            r -> {
              JsonNode counters = r.get("value").get("counters");
              long calls = counters.get("trainCount").asLong();
              long last = calls - counters.get("lastModCount").asLong();
              assertThat(calls).isEqualTo(4 * last + 1);
            });
  }

  private static List<JsonNode> parse(String output) throws Exception {
    List<JsonNode> records = new ArrayList<>();
    for (String line : output.lines().toList()) {
      records.add(JSON.readTree(line));
    }
    return records;
  }

  private static List<JsonNode> of(List<JsonNode> records, String topic) {
    return records.stream().filter(r -> r.get("topic").asText().equals(topic)).toList();
  }

  private static List<String> reasons(List<JsonNode> records, String host) {
    return of(records, "phleet.profile-states").stream()
        .filter(DemonstrationTest::isAboutTheProgram)
        .map(r -> r.get("value"))
        .filter(v -> v.get("host").get("id").asText().equals(host))
        .map(v -> v.get("reason").asText())
        .toList();
  }

  private static boolean isAboutTheProgram(JsonNode record) {
    return record.get("value").path("executable").path("path").asText().endsWith("/greet");
  }

  private static List<Path> leftIn(Path directory) throws Exception {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(e -> e.getFileName().toString().startsWith("phleet-lab-")).toList();
    }
  }
}
