package dev.phleet.analyzer.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document and the server say the same. */
class OpenApiTest {
  private static final String ID =
      URLEncoder.encode(Samples.PATH_ID, StandardCharsets.UTF_8).replace("+", "%20");
  private static Served served;
  private static JsonNode document;

  @BeforeAll
  static void start() throws Exception {
    served =
        new Served(Map.of())
            .with(
                new Samples(
                    List.of(Samples.incident("i-1")), List.of(Samples.profile(Samples.PATH_ID))));
    document = Served.json(served.get("/api/openapi.json"));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  void shouldDescribeEveryRouteAndNothingElse() {
    Set<String> routes = new TreeSet<>();
    served.server.routes().forEach(r -> routes.add(r.method() + " " + r.path()));
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(described).isEqualTo(routes);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/incidents, /api/v1/incidents",
    "/api/v1/incidents/i-1, /api/v1/incidents/{id}",
    "/api/v1/incidents/i-1/anomalies, /api/v1/incidents/{id}/anomalies",
    "/api/v1/hosts?search=o&sort=-time, /api/v1/hosts",
    "/api/v1/hosts/h%2F1, /api/v1/hosts/{id}",
    "/api/v1/executables?sort=-calls, /api/v1/executables",
    "/api/v1/executables/ID, /api/v1/executables/{id}",
    "/api/v1/executables/ID/pairs, /api/v1/executables/{id}/pairs",
    "/api/v1/executables/ID/hosts, /api/v1/executables/{id}/hosts",
    "/api/v1/executables/ID/hosts/h%2F1/pairs, /api/v1/executables/{id}/hosts/{host}/pairs",
    "/api/v1/executables/ID/outliers, /api/v1/executables/{id}/outliers",
    "/api/v1/paths?path=/usr/bin/a, /api/v1/paths",
    "/api/v1/anomalies/recent, /api/v1/anomalies/recent",
    "/api/v1/health, /api/v1/health",
  })
  void shouldAnswerAsItIsDescribed(String asked, String path) throws Exception {
    HttpResponse<String> response = served.get(asked.replace("ID", ID));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertValid(response, path, "get");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/incidents?limit=many, /api/v1/incidents",
    "/api/v1/incidents/none, /api/v1/incidents/{id}",
    "/api/v1/incidents/elsewhere, /api/v1/incidents/{id}",
    "/api/v1/executables/none/hosts, /api/v1/executables/{id}/hosts",
  })
  void shouldRefuseAsItIsDescribed(String asked, String path) throws Exception {
    assertValid(served.get(asked), path, "get");
  }

  @Test
  void shouldSayAsItIsDescribedThatAnomaliesAreGone() throws Exception {
    try (Served later =
        new Served(Map.of())
            .with(new Samples(List.of(Samples.incident("i-1")), List.of()))
            .withoutOldAnomalies()) {
      HttpResponse<String> response = later.get("/api/v1/incidents/i-1/anomalies");
      assertThat(response.statusCode()).isEqualTo(410);
      assertValid(response, "/api/v1/incidents/{id}/anomalies", "get");
    }
    HttpResponse<String> response = served.get("/api/v1/incidents/none/anomalies");
    assertThat(response.statusCode()).isEqualTo(404);
    assertValid(response, "/api/v1/incidents/{id}/anomalies", "get");
  }

  @Test
  void shouldTakeAcknowledgementsAsItIsDescribed() throws Exception {
    String path = "/api/v1/incidents/{id}/acknowledgement";
    String here = "/api/v1/incidents/i-1/acknowledgement";
    HttpRequest.Builder post =
        served
            .request(here, "Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"by\":\"ann\",\"note\":\"known\"}"));
    assertValid(served.send(post), path, "post");
    assertValid(served.send(served.request(here).DELETE()), path, "delete");
  }

  private static void assertValid(HttpResponse<String> response, String path, String method) {
    JsonNode answer =
        document
            .path("paths")
            .path(path)
            .path(method)
            .path("responses")
            .path(Integer.toString(response.statusCode()));
    String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    JsonNode described = answer.path("content").path(type).path("schema");
    assertThat(described.isObject()).as(path + " " + response.statusCode() + " " + type).isTrue();
    ObjectNode schema = described.deepCopy();
    schema.set("components", document.path("components"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(
                    response.body(),
                    InputFormat.JSON,
                    context -> context.executionConfig(c -> c.formatAssertionsEnabled(true))))
        .as(response.body())
        .isEmpty();
  }
}
