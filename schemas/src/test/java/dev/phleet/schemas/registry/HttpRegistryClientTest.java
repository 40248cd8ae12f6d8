package dev.phleet.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.phleet.schemas.event.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRegistryClientTest {

  private static final Schema SCHEMA = Host.getClassSchema();
  private static final String SUBJECT = "phleet.anomalies-value";

  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static HttpRegistryClient client(String urls, Map<String, ?> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("schema.registry.url", urls);
    configs.putIfAbsent("max.retries", 0);
    configs.putIfAbsent("retries.wait.ms", 1);
    return HttpRegistryClient.from(configs);
  }

  private HttpRegistryClient client() {
    return client(server.url(), Map.of());
  }

  /** A port that was free a moment ago. */
  private static String nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void shouldReturnTheIdOfARegisteredSchema() {
    server.say(200, "{\"id\":23}");
    assertThat(client().register(SUBJECT, SCHEMA)).isEqualTo(23);
    assertThat(server.requests()).containsExactly("POST /subjects/" + SUBJECT + "/versions");
  }

  @Test
  void shouldSayNothingFoundWhenTheRegistryDoesNotKnow() {
    server.say(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
    assertThat(client().schema(7)).isEmpty();
    assertThat(client().find(SUBJECT, SCHEMA)).isEmpty();
    assertThat(client().latest(SUBJECT)).isEmpty();
    assertThat(client().compatibility(SUBJECT)).isEmpty();
  }

  @Test
  void shouldNotAskForIdsThatNoRegistryGives() {
    server.say(500, "");
    assertThat(client().schema(-1)).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void shouldNotTakeAnyOtherNotFoundForTheRegistrysOwn() {
    server.say(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
    assertThatThrownBy(() -> client().schema(7))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining("schema.registry.url")
        .hasMessageContaining("base address");
  }

  @Test
  void shouldSaySubjectReasonAndRemedyWhenASchemaIsIncompatible() {
    server.say(409, "{\"error_code\":409,\"message\":\"READER_FIELD_MISSING:\\n field x.\"}");
    RegistryRefusedException refusal =
        catchThrowableOfType(
            RegistryRefusedException.class, () -> client().register(SUBJECT, SCHEMA));
    assertThat(refusal)
        .hasMessageContaining(SUBJECT)
        .hasMessageContaining("HTTP 409")
        .hasMessageContaining("READER_FIELD_MISSING: field x.")
        .hasMessageContaining("default");
    assertThat(refusal.getMessage()).doesNotContain("\n").doesNotContain("x..");
    assertThat(refusal.isRetryable()).isFalse();
    assertThat(refusal.status()).isEqualTo(409);
    assertThat(refusal.errorCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 422})
  void shouldNotTryAgainWhenTheRegistrySaysNo(int status) {
    server.say(status, "{\"error_code\":42201,\"message\":\"Invalid schema\"}");
    HttpRegistryClient client = client(server.url(), Map.of("max.retries", 5));
    assertThatThrownBy(() -> client.register(SUBJECT, SCHEMA))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining("HTTP " + status)
        .hasMessageContaining("42201")
        .hasMessageContaining("Invalid schema");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void shouldTryAgainAsOftenAsConfiguredWhenTheRegistryFails(int status) {
    server.say(status, "{\"error_code\":50002,\"message\":\"Operation timed out\"}");
    HttpRegistryClient client = client(server.url(), Map.of("max.retries", 2));
    RegistryUnavailableException away =
        catchThrowableOfType(
            RegistryUnavailableException.class, () -> client.register(SUBJECT, SCHEMA));
    assertThat(away).hasMessageContaining("HTTP " + status).hasMessageContaining("timed out");
    assertThat(away.isRetryable()).isTrue();
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void shouldSucceedWhenTheRegistryComesBackInTime() {
    server.say(503, "").say(500, "<html>").say(200, "{\"id\":5}");
    HttpRegistryClient client = client(server.url(), Map.of("max.retries", "2"));
    assertThat(client.register(SUBJECT, SCHEMA)).isEqualTo(5);
  }

  @Test
  void shouldSayThatNobodyListens() throws IOException {
    String url = nobody();
    assertThatThrownBy(() -> client(url, Map.of()).schema(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining(url)
        .hasMessageContaining("ConnectException")
        .hasMessageContaining("start it");
  }

  @Test
  void shouldAskTheNextRegistryWhenOneIsAway() throws IOException {
    server.say(200, "{\"id\":5}");
    String urls = nobody() + ", " + server.url() + "/";
    assertThat(client(urls, Map.of()).register(SUBJECT, SCHEMA)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Welcome</html>", "[]", "7", "{\"id\":\"7\"}", "{}", ""})
  void shouldSayThatSomethingElseAnswers(String body) {
    server.say(200, body);
    assertThatThrownBy(() -> client().register(SUBJECT, SCHEMA))
        .isInstanceOf(RegistryRefusedException.class)
        .hasMessageContaining("does not speak a schema registry's protocol")
        .hasMessageContaining("schema.registry.url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schema\":\"syntax = proto3\",\"schemaType\":\"PROTOBUF\"}",
        "{\"schema\":\"not a schema\"}",
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\"}\"}",
        "{}"
      })
  void shouldTreatASchemaThatAvroCannotUseAsUnknown(String body) {
    server.say(200, body);
    assertThat(client().schema(1)).isEmpty();
  }

  @Test
  void shouldGiveUpOnARegistryThatDoesNotAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      HttpRegistryClient client = client(url, Map.of("http.read.timeout.ms", 50));
      assertThatThrownBy(() -> client.schema(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("SocketTimeoutException");
    }
  }

  @Test
  void shouldStopWaitingWhenTheThreadIsInterrupted() throws IOException {
    HttpRegistryClient client =
        client(nobody(), Map.of("max.retries", 100, "retries.wait.ms", 60_000));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> client.schema(1)).isInstanceOf(RegistryUnavailableException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shouldEncodeSubjects() {
    server.say(200, "{\"id\":5}");
    client().register("a/b c%d-value", SCHEMA);
    assertThat(server.requests()).containsExactly("POST /subjects/a%2Fb%20c%25d-value/versions");
  }

  @Test
  void shouldAskForNormalizationWhenConfigured() {
    server.say(200, "{\"id\":5}");
    client(server.url(), Map.of("normalize.schemas", true)).register(SUBJECT, SCHEMA);
    assertThat(server.requests().get(0)).endsWith("/versions?normalize=true");
  }
}
