package dev.phleet.analyzer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpKeysTest {
  private static HttpSettings read(String... keysAndValues) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return ConfigReader.read(values).http();
  }

  @Test
  void shouldServeThisMachineOnlyByDefault() {
    HttpSettings http = AnalyzerConfig.defaults().http();
    assertThat(http.enabled()).isTrue();
    assertThat(http.bind()).isEqualTo("127.0.0.1");
    assertThat(http.port()).isEqualTo(8090);
    assertThat(http.tokenFile()).isEmpty();
    assertThat(http.tls()).isEmpty();
    assertThat(http.advertised()).isEmpty();
    assertThat(http.mutualTls()).isFalse();
  }

  @Test
  void shouldReadEveryKey() {
    assertThat(read("http.enabled", "false").enabled()).isFalse();
    assertThat(read("http.bind", "::1").bind()).isEqualTo("::1");
    assertThat(read("http.port", "0").port()).isZero();
    assertThat(read("http.token-file", "/t").tokenFile()).contains(Path.of("/t"));
    assertThat(read("http.advertised", "a.example:8090").advertised()).contains("a.example:8090");
    HttpSettings.Tls pem =
        read("http.tls.certificate", "/c", "http.tls.key", "/k", "http.tls.client-ca", "/ca")
            .tls()
            .orElseThrow();
    assertThat(pem.certificate()).contains(Path.of("/c"));
    assertThat(pem.key()).contains(Path.of("/k"));
    assertThat(pem.clientCa()).contains(Path.of("/ca"));
    HttpSettings.Tls store =
        read("http.tls.keystore", "/s", "http.tls.keystore-password-file", "/p")
            .tls()
            .orElseThrow();
    assertThat(store.keystore()).contains(Path.of("/s"));
    assertThat(store.keystorePasswordFile()).contains(Path.of("/p"));
  }

  @Test
  void shouldListenToOtherMachinesOnlyWithATokenOrCertificates() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("http.bind", "0.0.0.0"))
        .withMessageContaining("nothing keeps strangers out")
        .withMessageContaining("http.token-file")
        .withMessageNotContaining("\n");
    assertThat(read("http.bind", "0.0.0.0", "http.token-file", "/t").bind()).isEqualTo("0.0.0.0");
    assertThat(read("http.bind", "0.0.0.0", "http.enabled", "false").enabled()).isFalse();
    assertThat(
            read(
                    "http.bind",
                    "0.0.0.0",
                    "http.tls.certificate",
                    "/c",
                    "http.tls.key",
                    "/k",
                    "http.tls.client-ca",
                    "/ca")
                .mutualTls())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http.enabled, maybe, true or false",
    "http.port, 65536, a port",
    "http.port, -1, a port",
    "http.advertised, nowhere, host:port",
    "http.tls.key, /k, belong together",
    "http.tls.keystore, /s, belong together",
    "http.tls.client-ca, /ca, needs one of the analyzer",
  })
  void shouldRefuseWhatMakesNoSense(String key, String value, String reason) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(key, value))
        .withMessageContaining(key)
        .withMessageContaining(reason);
  }
}
