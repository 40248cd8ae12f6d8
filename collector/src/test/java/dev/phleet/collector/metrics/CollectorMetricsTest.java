package dev.phleet.collector.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.collector.keeping.SaveFigures;
import dev.phleet.collector.keeping.Upkeep;
import dev.phleet.collector.libbpf.RunStatistics;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Host;
import dev.phleet.schemas.event.Loss;
import dev.phleet.schemas.event.Scope;
import dev.phleet.schemas.event.Source;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CollectorMetricsTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Instant STARTED = Instant.ofEpochSecond(1_700_000_000L);

  @Test
  void shouldSayEverythingThatTheHeartbeatSays() {
    String text = metrics().get();

    assertThat(text)
        .contains("phleet_events_published_total{topic=\"anomalies\"} 23\n")
        .contains("phleet_events_acknowledged_total{topic=\"anomalies\"} 19\n")
        .contains("phleet_events_lost_total{stage=\"kernel\",kind=\"ring.anomaly\"} 5\n")
        .contains("phleet_events_queued 4\n")
        .contains("phleet_profiles{state=\"NORMAL\"} 7\n")
        .contains("phleet_tasks 11\n")
        .contains("phleet_profile_saves_total{result=\"written\"} 41\n")
        .contains("phleet_profile_saves_total{result=\"failed\"} 2\n")
        .contains("phleet_profiles_unchanged 37\n")
        .contains("phleet_last_save_duration_seconds 1.25\n")
        .contains("phleet_last_save_time_seconds 1.7E9\n")
        .contains("phleet_profiles_not_loaded 3\n")
        .contains("phleet_profile_files_set_aside_total 1\n")
        .contains("phleet_aliases_total{result=\"made\"} 13\n")
        .contains("phleet_aliases_total{result=\"failed\"} 1\n")
        .contains("phleet_profiles_ignored_by_rule 17\n")
        .contains("phleet_profile_slots_waiting 6\n")
        .contains("phleet_resident_memory_bytes 92000000\n")
        .contains("phleet_bpf_run_seconds_total{program=\"handle_sys_enter\"} 1.5\n")
        .contains("phleet_bpf_runs_total{program=\"handle_sys_enter\"} 31\n");
  }

  @Test
  void shouldGiveEveryFamilyItsHelpAndTypeOnceAndBeforeItsSamples() {
    Map<String, Integer> types = new TreeMap<>();
    String family = "";
    for (String line : metrics().get().lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        family = line.split(" ", -1)[2];
        types.merge(family, 1, Integer::sum);
      } else if (!line.startsWith("#")) {
        assertThat(line).matches("[a-z_]+(\\{[^}]*})? \\S+").startsWith(family);
      }
    }
    assertThat(types.values()).hasSizeGreaterThan(10).allMatch(count -> count == 1);
  }

  @Test
  void shouldEscapeWhatALabelMayNotHold() {
    String text = new PrometheusText().gauge("g", "h").sample(1, "l", "a\"b\\c\nd").toString();

    assertThat(text).endsWith("g{l=\"a\\\"b\\\\c\\nd\"} 1\n");
  }

  @Test
  void shouldAnswerOnTheLoopbackInterfaceOnly() throws Exception {
    try (MetricsServer server = MetricsServer.start(LOOPBACK, 0, metrics())) {
      HttpResponse<String> answer = get(server, "/metrics");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(metrics().get());
      assertThat(answer.headers().firstValue("Content-Type")).hasValue(PrometheusText.CONTENT_TYPE);
      assertThat(get(server, "/metrics/../etc").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void shouldSayThatAScrapeFailedAndAnswerTheNextOne() throws Exception {
    try (MetricsServer server =
        MetricsServer.start(
            LOOPBACK,
            0,
            () -> {
              throw new IllegalStateException("no map");
            })) {
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(500);
      assertThat(get(server, "/metrics").body()).contains("no map");
    }
  }

  @Test
  void shouldSayWhichKeyToChangeWhenThePortIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> MetricsServer.start(LOOPBACK, other.getLocalPort(), metrics()))
          .hasMessageContaining("metrics.port = " + other.getLocalPort());
    }
  }

  @Test
  void shouldAnswerAtTheAddressThatIsConfigured() throws Exception {
    InetAddress other = InetAddress.getByName("127.0.0.2");
    try (MetricsServer server = MetricsServer.start(other, 0, metrics())) {
      assertThat(get(server, "127.0.0.2", "/metrics").statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> get(server, "127.0.0.1", "/metrics"))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void shouldSayWhichKeyToChangeWhenTheAddressIsAnotherHosts() throws IOException {
    // Reserved for documentation: no host has it.
    InetAddress foreign = InetAddress.getByName("192.0.2.1");
    assertThatThrownBy(() -> MetricsServer.start(foreign, 0, metrics()))
        .hasMessageContaining("metrics.bind = 192.0.2.1");
  }

  private static HttpResponse<String> get(MetricsServer server, String path) throws Exception {
    return get(server, "127.0.0.1", path);
  }

  private static HttpResponse<String> get(MetricsServer server, String address, String path)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + address + ":" + server.port() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static CollectorMetrics metrics() {
    CollectorStatus status =
        CollectorStatus.newBuilder()
            .setHost(new Host("h", "h", "m"))
            .setSource(new Source("run", 0L))
            .setTime(STARTED)
            .setPhase(CollectorPhase.RUNNING)
            .setStartedAt(STARTED)
            .setVersion("1")
            .setKernel("6.1")
            .setArchitecture("x86_64")
            .setScope(new Scope("host", ""))
            .setMonitoring(true)
            .setTasks(11)
            .setProfiles(Map.of("NORMAL", 7L))
            .setPublished(Map.of("anomalies", 23L))
            .setAcknowledged(Map.of("anomalies", 19L))
            .setBrokerReachable(true)
            .setQueued(4)
            .setResidentBytes(92_000_000L)
            .setLosses(List.of(new Loss("kernel", "ring.anomaly", 5L)))
            .build();
    return new CollectorMetrics(
        () -> status,
        () -> Map.of("handle_sys_enter", new RunStatistics(1_500_000_000L, 31, 0)),
        () ->
            new Upkeep.Now(
                new SaveFigures.Now(
                    41, 2, 37, 3, 1, Optional.of(STARTED), Duration.ofMillis(1_250)),
                13,
                1,
                17,
                6));
  }
}
