package dev.phleet.lab.analyzer;

import static dev.phleet.lab.analyzer.Events.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.analyzer.Analyzer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two analyzers share the state; each answers for both, or says that it cannot. */
@Timeout(240)
class TwoInstancesTest {
  private static final int HOSTS = 23;
  private static final int PROGRAMS = 7;
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir static Path directory;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldAnswerForEachOtherAndNeverPassOffAPartForTheWhole() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    Map<String, String> config = new HashMap<>(Map.of("http.token-file", token.toString()));
    try (Rig rig = new Rig(directory)) {
      rig.useTopicsOf("two");
      try (Analyzer first = rig.start(config)) {
        String here = first.url().orElseThrow();
        int port = freePort();
        config.put("http.port", Integer.toString(port));
        config.put("state.dir", directory.resolve("second").toString());
        Process second = AnalyzerProcess.start(rig.write(config));
        try {
          String there = "http://127.0.0.1:" + port + "/";
          Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
          for (int host = 0; host < HOSTS; host++) {
            rig.send(status("h" + host, 1, 0, now));
          }
          awaitWhole(here, 2);
          awaitWhole(there, 2);
          for (int host = 0; host < HOSTS; host++) {
            assertKnows(here, "h" + host);
            assertKnows(there, "h" + host);
          }
          for (int program = 1; program <= PROGRAMS; program++) {
            rig.send(Events.state("h0", program, program, 1000, now));
          }
          for (int program = 1; program <= PROGRAMS; program++) {
            awaitVersion(here, program);
            awaitVersion(there, program);
          }
          assertThat(list(here, "?limit=5&offset=20").path("items")).hasSize(3);
          assertThat(ask(here + "api/v1/hosts", "wrong").statusCode()).isEqualTo(401);
        } finally {
          second.destroyForcibly().waitFor();
        }
        awaitWhole(here, 1);
      }
    }
  }

  /** Until all hosts are told; before, an answer is refused or says what is missing. */
  private void awaitWhole(String url, int instances) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      HttpResponse<String> response = ask(url + "api/v1/hosts?limit=100", TOKEN);
      assertThat(response.statusCode()).isIn(200, 503);
      if (response.statusCode() == 200) {
        JsonNode list = new ObjectMapper().readTree(response.body());
        boolean whole = list.path("missing").isEmpty();
        JsonNode health = new ObjectMapper().readTree(ask(url + "api/v1/health", TOKEN).body());
        if (whole
            && list.path("total").asInt() == HOSTS
            && health.path("instances").size() == instances) {
          return;
        }
      }
      assertThat(System.nanoTime()).as(response.body()).isLessThan(deadline);
    }
  }

  /** Until it is told what runs under a path, by whichever instance holds the path. */
  private void awaitVersion(String url, int program) throws Exception {
    String told = "\"executableId\":\"" + Events.executable(program) + "\",\"hosts\":1";
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String answer = "";
    while (!answer.contains(told)) {
      assertThat(System.nanoTime()).as(answer).isLessThan(deadline);
      answer = ask(url + "api/v1/paths?path=/usr/bin/prog" + program, TOKEN).body();
    }
  }

  private void assertKnows(String url, String host) throws Exception {
    HttpResponse<String> response = ask(url + "api/v1/hosts/" + host, TOKEN);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).contains("\"id\":\"" + host + "\"");
  }

  private JsonNode list(String url, String query) throws Exception {
    return new ObjectMapper().readTree(ask(url + "api/v1/hosts" + query, TOKEN).body());
  }

  private HttpResponse<String> ask(String url, String token) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
