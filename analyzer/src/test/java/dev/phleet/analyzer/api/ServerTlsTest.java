package dev.phleet.analyzer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phleet.analyzer.config.ConfigException;
import dev.phleet.analyzer.query.Question;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks its callers for certificates. */
class ServerTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path directory;
  private Path keystore;
  private Path password;
  private Path certificate;

  @BeforeEach
  void makeCertificate() throws Exception {
    keystore = directory.resolve("key.p12");
    certificate = directory.resolve("certificate.pem");
    password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=a", "-ext", "SAN=ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", certificate.toString());
  }

  private void keytool(String... what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(what));
    command.addAll(List.of("-alias", "a", "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", keystore.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private Map<String, String> config() {
    return Map.of(
        "http.tls.keystore", keystore.toString(),
        "http.tls.keystore-password-file", password.toString(),
        "http.tls.client-ca", certificate.toString());
  }

  @Test
  void shouldAnswerAnotherInstanceThatShowsItsCertificate() {
    try (Served served = new Served(config())) {
      HostInfo self = HostInfo.buildFromEndpoint(served.server.advertised());
      Question question = new Question("/api/v1/incidents", Map.of(), false);
      assertThat(served.server.peers().ask(self, question).join()).isPresent();
      assertThat(served.questions).hasSize(1);
      assertThat(served.questions.get(0).forwarded()).isTrue();
    }
  }

  @Test
  void shouldNotEvenTalkToACallerWithoutOne() {
    try (Served served = new Served(config())) {
      assertThat(served.server.url()).startsWith("https://");
      assertThatExceptionOfType(SSLException.class)
          .isThrownBy(
              () ->
                  HttpClient.newHttpClient()
                      .send(
                          served.request("/health/live").build(),
                          HttpResponse.BodyHandlers.ofString()));
    }
  }

  @Test
  void shouldSayInOneLineThatAFileIsNoKeystore() throws Exception {
    Files.writeString(keystore, "no keystore");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new Served(config()))
        .withMessageContaining("http.tls.")
        .withMessageNotContaining(PASSWORD)
        .withMessageNotContaining("\n");
  }
}
