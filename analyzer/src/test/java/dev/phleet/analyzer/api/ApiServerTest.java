package dev.phleet.analyzer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phleet.analyzer.config.ConfigException;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.Severity;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir Path directory;
  private Served served;

  @AfterEach
  void stop() {
    if (served != null) {
      served.close();
    }
  }

  private Served start(Map<String, String> config) {
    served = new Served(config).with(new Samples(List.of(Samples.incident("i-1")), List.of()));
    return served;
  }

  private Map<String, String> withToken() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
    return Map.of("http.token-file", file.toString());
  }

  private HttpRequest.Builder acknowledgement(String body, String... headers) {
    return served
        .request("/api/v1/incidents/i-1/acknowledgement", headers)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  @Test
  void shouldAskForTheTokenEverywhereButAtTheDashboardAndTheProbes() throws Exception {
    start(withToken());
    assertThat(served.get("/api/v1/incidents").statusCode()).isEqualTo(401);
    assertThat(served.get("/metrics").statusCode()).isEqualTo(401);
    assertThat(served.get("/api/v1/events").statusCode()).isEqualTo(401);
    assertThat(
            served.get("/api/v1/incidents", "Authorization", "Bearer " + TOKEN + "0").statusCode())
        .isEqualTo(401);
    assertThat(served.get("/api/v1/incidents", "Authorization", TOKEN).statusCode()).isEqualTo(401);
    assertThat(served.get("/api/v1/incidents", "Authorization", "Bearer " + TOKEN).statusCode())
        .isEqualTo(200);
    assertThat(served.get("/").statusCode()).isEqualTo(200);
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(served.get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void shouldRefuseATokenThatCanBeGuessed() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "secret");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> start(Map.of("http.token-file", file.toString())))
        .withMessageContaining("at least 16")
        .withMessageNotContaining("secret ");
  }

  @Test
  void shouldSayWhenThePortIsTaken() {
    start(Map.of());
    String port = Integer.toString(served.server.port());
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new Served(Map.of("http.port", port)))
        .withMessageContaining("Cannot listen on 127.0.0.1:" + port);
  }

  @Test
  void shouldAnswerToLoopbackNamesOnlyWithoutAToken() throws Exception {
    start(Map.of());
    assertThat(raw("GET /api/v1/incidents HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw("GET /api/v1/incidents HTTP/1.1\r\nHost: localhost:1\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void shouldNotLetAnotherSitesPageChangeAnything() throws Exception {
    start(Map.of());
    String json = "application/json";
    assertThat(
            served
                .send(
                    acknowledgement(
                        "{\"by\":\"x\"}", "Content-Type", json, "Origin", "https://evil.example"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            served
                .send(acknowledgement("{\"by\":\"x\"}", "Content-Type", "text/plain"))
                .statusCode())
        .isEqualTo(415);
    assertThat(served.acknowledged).isEmpty();
  }

  @Test
  void shouldTakeNoteAndTakeItBack() throws Exception {
    start(Map.of());
    String json = "application/json";
    assertThat(
            served
                .send(acknowledgement("{\"by\":\"ann\",\"note\":\"a test\"}", "Content-Type", json))
                .statusCode())
        .isEqualTo(202);
    assertThat(served.acknowledged).hasSize(1);
    assertThat(served.acknowledged.get(0).getBy()).isEqualTo("ann");
    assertThat(served.acknowledged.get(0).getNote()).isEqualTo("a test");
    assertThat(served.send(acknowledgement("{\"by\":\" \"}", "Content-Type", json)).statusCode())
        .isEqualTo(400);
    assertThat(served.send(acknowledgement("[", "Content-Type", json)).statusCode()).isEqualTo(400);
    assertThat(
            served
                .send(acknowledgement("{\"by\":\"" + "x".repeat(201) + "\"}", "Content-Type", json))
                .statusCode())
        .isEqualTo(400);
    var delete = served.request("/api/v1/incidents/i-1/acknowledgement").DELETE();
    assertThat(served.send(delete).statusCode()).isEqualTo(202);
    assertThat(served.takenBack).containsExactly("i-1");
    var unknown = served.request("/api/v1/incidents/i-2/acknowledgement").DELETE();
    assertThat(served.send(unknown).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldRefuseABodyThatIsTooLarge() throws Exception {
    start(Map.of());
    String huge = "{\"by\":\"" + "x".repeat(100_000) + "\"}";
    assertThat(served.send(acknowledgement(huge, "Content-Type", "application/json")).statusCode())
        .isEqualTo(413);
  }

  @Test
  void shouldPassOnTheFilterAndThePage() throws Exception {
    start(Map.of());
    var response =
        served.get("/api/v1/incidents?status=opened,UPDATED&severity=high&host=h&offset=1&limit=7");
    assertThat(Served.json(response).path("offset").asInt()).isEqualTo(1);
    assertThat(Served.json(response).path("limit").asInt()).isEqualTo(7);
    assertThat(Served.json(response).path("total").asInt()).isEqualTo(1);
    var filter = served.filters.get(0);
    assertThat(filter.statuses())
        .containsExactlyInAnyOrder(IncidentStatus.OPENED, IncidentStatus.UPDATED);
    assertThat(filter.severities()).containsExactly(Severity.HIGH);
    assertThat(filter.host()).contains("h");
    assertThat(filter.test(Samples.incident("i-1"))).isFalse();
  }

  @Test
  void shouldSayWhichParameterMakesNoSense() throws Exception {
    start(Map.of());
    for (String wrong :
        List.of(
            "limit=0", "limit=501", "offset=-1", "status=odd", "since=soon", "acknowledged=1")) {
      var response = served.get("/api/v1/incidents?" + wrong);
      assertThat(response.statusCode()).as(wrong).isEqualTo(400);
      assertThat(Served.json(response).path("title").asText())
          .contains(wrong.substring(0, wrong.indexOf('=')));
    }
    assertThat(served.get("/api/v1/incidents?stauts=OPENED").body()).contains("known are status");
  }

  @Test
  void shouldSayWhatIsMissingOfAListAndThatOneCannotBeAsked() throws Exception {
    start(Map.of()).lacking("10.0.0.2:8090 does not answer");
    assertThat(Served.json(served.get("/api/v1/incidents")).path("missing").get(0).asText())
        .isEqualTo("10.0.0.2:8090 does not answer");
    var one = served.get("/api/v1/incidents/elsewhere");
    assertThat(one.statusCode()).isEqualTo(503);
    assertThat(one.headers().firstValue("Retry-After")).contains("2");
    assertThat(Served.json(one).path("title").asText())
        .isEqualTo("Not now: 10.0.0.2:8090 does not answer.");
  }

  @Test
  void shouldAnswerUnknownPathsAndMethodsAsProblems() throws Exception {
    start(Map.of());
    assertThat(served.get("/api/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(served.get("/..%2f..%2fetc/passwd").statusCode()).isIn(400, 404);
    assertThat(served.send(served.request("/api/v1/incidents").DELETE()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void shouldTellBrowsersToTrustNothingElse() throws Exception {
    start(Map.of());
    for (String path : List.of("/", "/api/v1/incidents", "/nothing")) {
      var headers = served.get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Server")).isEmpty();
      assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void shouldPushWhatHappensAndGoOnWhereAConnectionBrokeOff() throws Exception {
    start(Map.of());
    String last;
    try (InputStream body = events(Map.of())) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("event: ready");
      served.hub.publish("incident", "i-1", "\"a\"");
      last = after(lines, "id: ");
      assertThat(lines.readLine()).isEqualTo("event: incident");
      assertThat(lines.readLine()).isEqualTo("data: {\"key\":\"i-1\",\"value\":\"a\"}");
    }
    served.hub.publish("incident", "i-2", "\"b\"");
    try (InputStream body = events(Map.of("Last-Event-ID", last))) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("event: ready");
      assertThat(after(lines, "data: {\"key\"")).isEqualTo(":\"i-2\",\"value\":\"b\"}");
    }
    try (InputStream body = events(Map.of("Last-Event-ID", "another-run-7"))) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("event: reset");
    }
  }

  @Test
  void shouldMeasureWhatTheServerDoes() throws Exception {
    start(Map.of());
    assertThat(served.get("/metrics").body())
        .contains("phleet_http_listeners 0.0")
        .contains("phleet_http_listeners_dropped_total 0.0")
        .contains("jvm_memory_used_bytes");
  }

  private InputStream events(Map<String, String> headers) throws Exception {
    HttpRequest.Builder request = served.request("/api/v1/events");
    headers.forEach(request::header);
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return response.body();
  }

  private static String after(BufferedReader lines, String beginning) throws Exception {
    String line = lines.readLine();
    while (!line.startsWith(beginning)) {
      line = lines.readLine();
    }
    return line.substring(beginning.length());
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
