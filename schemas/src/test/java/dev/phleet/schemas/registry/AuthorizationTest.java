package dev.phleet.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class AuthorizationTest {

  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("anna:s3cret".getBytes(StandardCharsets.UTF_8));

  private static String sent(String userInUrl, Map<String, ?> more) throws IOException {
    try (ScriptedServer server = new ScriptedServer().say(200, "{\"id\":1}")) {
      Map<String, Object> configs = new HashMap<>(more);
      configs.put("schema.registry.url", server.url().replace("http://", "http://" + userInUrl));
      HttpRegistryClient.from(configs).schema(1);
      return server.authorizations().get(0);
    }
  }

  @Test
  void shouldSendNothingUnlessTold() throws IOException {
    assertThat(sent("", Map.of())).isEqualTo("none");
  }

  @Test
  void shouldSendTheConfiguredUser() throws IOException {
    Map<String, Object> configs =
        Map.of(
            "basic.auth.credentials.source",
            "USER_INFO",
            "basic.auth.user.info",
            new Password("anna:s3cret"));
    assertThat(sent("", configs)).isEqualTo(BASIC);
    assertThat(
            sent(
                "",
                Map.of(
                    "basic.auth.credentials.source",
                    "USER_INFO",
                    "schema.registry.basic.auth.user.info",
                    "anna:s3cret")))
        .isEqualTo(BASIC);
  }

  @Test
  void shouldSendTheUserOfTheUrl() throws IOException {
    assertThat(sent("anna:s3cret@", Map.of())).isEqualTo(BASIC);
    assertThat(sent("anna:s3cret@", Map.of("basic.auth.credentials.source", "URL")))
        .isEqualTo(BASIC);
  }

  @Test
  void shouldSendAToken() throws IOException {
    assertThat(
            sent(
                "",
                Map.of(
                    "bearer.auth.credentials.source",
                    "STATIC_TOKEN",
                    "bearer.auth.token",
                    "t0ken")))
        .isEqualTo("Bearer t0ken");
  }

  @Test
  void shouldNeverPrintSecrets() {
    RegistrySettings settings =
        RegistrySettings.from(
            Map.of("schema.registry.url", "http://anna:s3cret@localhost:1", "max.retries", 0));
    assertThat(settings.toString()).doesNotContain("s3cret").contains("http://localhost:1");
    assertThatThrownBy(() -> new HttpRegistryClient(settings).schema(1))
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void shouldRefuseSettingsThatMakeNoSense() {
    String url = "schema.registry.url";
    String good = "http://localhost:8081";
    List<Map<String, Object>> bad =
        List.of(
            Map.of(),
            Map.of(url, " , "),
            Map.of(url, "localhost:8081"),
            Map.of(url, "http://"),
            Map.of(url, "http://a b"),
            Map.of(url, "ftp://localhost"),
            Map.of(url, good, "max.retries", "-1"),
            Map.of(url, good, "max.retries", "many"),
            Map.of(url, good, "normalize.schemas", "maybe"),
            Map.of(url, good, "basic.auth.credentials.source", "SASL_INHERIT"),
            Map.of(url, good, "basic.auth.credentials.source", "USER_INFO"),
            Map.of(url, good, "bearer.auth.credentials.source", "OAUTHBEARER"),
            Map.of(url, good, "bearer.auth.credentials.source", "STATIC_TOKEN"),
            Map.of(url, good, "schema.registry.ssl.truststore.location", "/does/not/exist"));
    for (Map<String, Object> configs : bad) {
      assertThatThrownBy(() -> RegistrySettings.from(configs))
          .as("%s", configs)
          .isInstanceOf(ConfigException.class);
    }
  }

  @Test
  void shouldTakeAListOfUrls() {
    assertThat(
            RegistrySettings.from(Map.of("schema.registry.url", List.of("http://a", "https://b/x")))
                .urls())
        .hasToString("[http://a, https://b/x]");
  }
}
