package dev.phleet.analyzer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigEnvironmentTest {
  @ParameterizedTest
  @CsvSource({
    "PHLEET_SPREAD_HOSTS, spread.hosts",
    "PHLEET_HTTP_TOKEN_FILE, http.token-file",
    "PHLEET_HTTP_TLS_KEYSTORE_PASSWORD_FILE, http.tls.keystore-password-file",
    "PHLEET_KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrap.servers",
    "PHLEET_KAFKA_NUM_STREAM_THREADS, kafka.num.stream.threads",
  })
  void shouldKnowTheVariableOfAKey(String variable, String key) {
    assertThat(ConfigEnvironment.keys(Map.of(variable, "x"))).containsOnly(Map.entry(key, "x"));
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void shouldHaveAVariableForEveryKeyAndNoOther(ConfigKey key) {
    String name = "PHLEET_" + key.key().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    assertThat(ConfigEnvironment.keys(Map.of(name, "x"))).containsOnlyKeys(key.key());
  }

  @Test
  void shouldLeaveOtherProgramsVariablesAlone() {
    assertThat(ConfigEnvironment.keys(Map.of("PATH", "/bin", "PHLEET_BUILD_LOG", "1"))).isEmpty();
  }

  @Test
  void shouldSuggestTheNearestOfAnUnknownVariable() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigEnvironment.keys(Map.of("PHLEET_SPRED_HOSTS", "3")))
        .withMessageContaining("PHLEET_SPRED_HOSTS is no key's; did you mean PHLEET_SPREAD_HOSTS?");
  }

  @Test
  void shouldTakeTheEnvironmentBeforeTheFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("c"), "spread.hosts=3\nhttp.port=0\n");

    AnalyzerConfig config =
        ConfigReader.read(Optional.of(file), Map.of("PHLEET_SPREAD_HOSTS", "5", "PATH", "/bin"));

    assertThat(config.spreadHosts()).isEqualTo(5);
    assertThat(config.http().port()).isZero();
  }
}
