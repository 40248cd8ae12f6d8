package dev.phleet.lab.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.analyzer.Analyzer;
import dev.phleet.analyzer.evidence.AnomalyTopic;
import dev.phleet.analyzer.evidence.EventName;
import dev.phleet.analyzer.evidence.Wanted;
import dev.phleet.analyzer.query.Unavailable;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.serde.AvroDeserializer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the API reads from elsewhere than the stores of incidents, hosts and fleet profiles. */
@Timeout(240)
class EvidenceOnRealBrokerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  private static Rig rig;
  private final HttpClient client = HttpClient.newHttpClient();
  private Instant now;

  @BeforeAll
  static void open() throws Exception {
    rig = new Rig(directory);
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @BeforeEach
  void begin(TestInfo test) {
    rig.useTopicsOf(test.getTestMethod().orElseThrow().getName());
    now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private HttpResponse<String> ask(Analyzer analyzer, String path) throws Exception {
    URI address = URI.create(analyzer.url().orElseThrow() + "api/v1/" + path);
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Asks until there is an answer, which at first there may not be. */
  private JsonNode await(Analyzer analyzer, String path, int items) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      HttpResponse<String> response = ask(analyzer, path);
      if (response.statusCode() == 200) {
        JsonNode answer = JSON.readTree(response.body());
        if (answer.path("items").size() == items) {
          return answer;
        }
      }
      assertThat(System.nanoTime()).as(response.body()).isLessThan(deadline);
    }
  }

  private static void sendOfOthers(int from) {
    for (int host = 0; host < 23; host++) {
      rig.send(Events.anomaly("other-" + host, 100 + host, from, Instant.now()));
    }
  }

  @Test
  void shouldReadTheAnomaliesBehindAnIncidentUntilTheTopicHasThemNoMore() throws Exception {
    try (Analyzer analyzer = rig.start(Map.of("rule.takeover.enabled", "false"))) {
      // One of the incident, and only a while later the next: others' are before and between.
      sendOfOthers(1);
      rig.send(Events.longAnomaly("web-1", 1, 1, now));
      sendOfOthers(2);
      rig.send(Events.longAnomaly("web-2", 1, 1, now.plusSeconds(3)));
      rig.send(Events.longAnomaly("web-1", 1, 2, now.plusSeconds(4)));
      List<Incident> incidents =
          rig.awaitIncidents(all -> all.stream().anyMatch(i -> i.getEvidence().size() == 3));
      String path =
          "incidents/"
              + incidents.stream()
                  .filter(i -> i.getEvidence().size() == 3)
                  .findFirst()
                  .orElseThrow()
                  .getId();

      JsonNode answer = await(analyzer, path + "/anomalies", 3);
      assertThat(answer.path("missing")).isEmpty();
      assertThat(answer.path("items").findValuesAsText("sequence")).containsExactly("1", "1", "2");
      assertThat(answer.at("/items/0/host/id").asText()).isEqualTo("web-1");
      assertThat(answer.at("/items/1/host/id").asText()).isEqualTo("web-2");
      assertThat(answer.at("/items/0/window")).hasSize(9);
      assertThat(answer.at("/items/0/mismatches").toString()).isEqualTo("[1,2,5,8]");

      rig.deleteRecords(Topics.ANOMALIES, "web-2");
      answer = await(analyzer, path + "/anomalies", 2);
      assertThat(answer.at("/missing").toString())
          .isEqualTo(
              "[{\"hostId\":\"web-2\",\"runId\":\"run-web-2\",\"sequence\":1,\"reason\":\"GONE\"}]");

      rig.deleteRecords(Topics.ANOMALIES, "web-1");
      assertThat(ask(analyzer, path + "/anomalies").statusCode()).isEqualTo(410);
      assertThat(ask(analyzer, "incidents/none/anomalies").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void shouldNotTakeARegistryThatIsAwayForAnomaliesThatAreGone() throws Exception {
    try (Analyzer analyzer = rig.start(Map.of());
        AvroDeserializer<SpecificRecord> withoutRegistry = new AvroDeserializer<>()) {
      assertThat(analyzer).as("it creates the topics").isNotNull();
      rig.send(Events.longAnomaly("web-1", 1, 1, now));
      withoutRegistry.configure(Map.of("schema.registry.url", "http://127.0.0.1:1"), false);
      AnomalyTopic topic =
          new AnomalyTopic(
              rig::consumer, withoutRegistry, Topics.ANOMALIES.nameWith(rig.prefix()), LIMIT);
      EventName event = new EventName("web-1", "run-web-1", 1);
      Wanted wanted = new Wanted(List.of(event), Map.of(), now.minus(Duration.ofHours(1)));

      assertThatThrownBy(() -> topic.find(wanted))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("the schema registry does not answer");
    }
  }

  @Test
  void shouldTellWhichVersionsOfAPathRunWhere() throws Exception {
    try (Analyzer analyzer = rig.start(Map.of())) {
      for (int host = 1; host <= 3; host++) {
        rig.send(Events.state("h-" + host, 1, 1, 1000, now));
      }
      rig.send(Events.version("h-4", 2, "/usr/bin/prog1", now));
      JsonNode answer = await(analyzer, "paths?path=/usr/bin/prog1", 2);
      assertThat(answer.path("total").asInt()).isEqualTo(2);
      assertThat(answer.path("missing")).isEmpty();
      assertThat(answer.at("/items/0/executableId").asText()).isEqualTo(Events.executable(1));
      assertThat(answer.at("/items/0/hostIds").toString()).isEqualTo("[\"h-1\",\"h-2\",\"h-3\"]");
      assertThat(answer.at("/items/1/executableId").asText()).isEqualTo(Events.executable(2));
      assertThat(answer.at("/items/1/hosts").asInt()).isEqualTo(1);
      answer = await(analyzer, "paths?path=/usr/bin/prog1&offset=1&limit=1", 1);
      assertThat(answer.at("/items/0/executableId").asText()).isEqualTo(Events.executable(2));
      assertThat(await(analyzer, "paths?path=/usr/bin/none", 0).path("total").asInt()).isZero();
    }
  }
}
