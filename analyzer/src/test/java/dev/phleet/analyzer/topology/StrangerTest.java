package dev.phleet.analyzer.topology;

import static dev.phleet.analyzer.topology.Events.EXECUTABLE;
import static dev.phleet.analyzer.topology.Events.START;
import static dev.phleet.analyzer.topology.Events.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Executable;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrangerTest {
  private static final String OTHER = "sha256:" + "cd".repeat(32);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir Path dir;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(dir.resolve("0"), START);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void run(String host, String executable, long sequence) {
    bench.send(profile(host, executable, sequence));
  }

  private static ProfileState profile(String host, String executable, long sequence) {
    ProfileState state = state(host, "run-" + host, sequence, State.NORMAL, 100, START);
    state.getExecutable().setId(executable);
    return state;
  }

  private Map<String, Integer> versions() {
    KeyValueStore<String, VersionRow> rows = bench.driver.getKeyValueStore(StoreNames.VERSIONS);
    return new PathVersions(rows).versions("/usr/bin/prog");
  }

  @Test
  void shouldReportAVersionThatOneHostOnlyHas() {
    run("x", OTHER, 5);
    run("a", EXECUTABLE, 1);
    run("b", EXECUTABLE, 1);
    bench.pass(PATIENCE);
    assertThat(bench.incidents.isEmpty()).isTrue();
    run("c", EXECUTABLE, 1);
    bench.pass(PATIENCE);

    Incident opened = bench.incidents.readValue();
    assertThat(opened.getType()).isEqualTo(IncidentType.STRANGER);
    assertThat(opened.getHosts()).containsExactly("x");
    assertThat(opened.getOpenedAt()).isEqualTo(START);
    assertThat(opened.getExecutable()).isEqualTo(new Executable(OTHER, "/usr/bin/prog", 7L));
    assertThat(opened.getExecutables())
        .extracting(Executable::getId)
        .containsExactly(EXECUTABLE, OTHER);
    assertThat(opened.getEvidence()).containsExactly(new Evidence("x", "run-x", 5L));
    assertThat(opened.getTitle()).startsWith("/usr/bin/prog on name-x is not what the fleet knows");
    assertThat(versions()).isEqualTo(Map.of(EXECUTABLE, 3, OTHER, 1));
  }

  @Test
  void shouldCloseWhenASecondHostHasIt() {
    shouldReportAVersionThatOneHostOnlyHas();
    run("y", OTHER, 1);
    Incident closed = bench.incidents.readValue();
    assertThat(closed.getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(closed.getOpenedAt()).isEqualTo(START);
    assertThat(closed.getEvidence()).hasSize(1);
    assertThat(closed.getTitle()).endsWith("; now on 2 hosts");
  }

  @Test
  void shouldCloseWhenTheFileIsReplacedOrItsProfileIsGone() {
    shouldReportAVersionThatOneHostOnlyHas();
    run("x", EXECUTABLE, 6);
    assertThat(bench.incidents.readValue().getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(versions()).isEqualTo(Map.of(EXECUTABLE, 4));

    run("x", OTHER, 7);
    bench.pass(PATIENCE);
    Incident again = bench.incidents.readValue();
    assertThat(again.getStatus()).isEqualTo(IncidentStatus.UPDATED);
    bench.tombstone(profile("x", OTHER, 8));
    assertThat(bench.incidents.readValue().getStatus()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(versions()).isEqualTo(Map.of(EXECUTABLE, 3));
  }

  @Test
  void shouldSayNothingOfANewVersionThatReachesAllHostsInTime() {
    for (String host : new String[] {"a", "b", "c", "d"}) {
      run(host, EXECUTABLE, 1);
    }
    run("a", OTHER, 2);
    bench.pass(Duration.ofMinutes(9));
    run("b", OTHER, 2);
    bench.pass(Duration.ofMinutes(9));
    assertThat(bench.incidents.isEmpty()).isTrue();
  }

  @Test
  void shouldCountAHostOnceHoweverManyCopiesItHas() {
    run("a", EXECUTABLE, 1);
    ProfileState copy = profile("a", EXECUTABLE, 2);
    copy.getExecutable().setProfileKey(8L);
    bench.send(copy);
    assertThat(versions()).isEqualTo(Map.of(EXECUTABLE, 1));
    bench.tombstone(copy);
    assertThat(versions()).isEqualTo(Map.of(EXECUTABLE, 1));
  }

  @Test
  void shouldWaitAgainAfterARestartAndNotReportTwice() throws IOException {
    run("x", OTHER, 5);
    run("a", EXECUTABLE, 1);
    run("b", EXECUTABLE, 1);
    run("c", EXECUTABLE, 1);
    bench.pass(Duration.ofMinutes(9));
    bench = bench.restart(dir.resolve("0"), dir.resolve("1"), START.plusSeconds(600));
    bench.pass(Duration.ofMinutes(9));
    assertThat(bench.incidents.isEmpty()).isTrue();
    bench.pass(Duration.ofMinutes(1));
    String id = bench.incidents.readValue().getId();

    bench = bench.restart(dir.resolve("1"), dir.resolve("2"), START.plusSeconds(9000));
    bench.pass(Duration.ofHours(1));
    assertThat(bench.incidents.isEmpty()).isTrue();
    run("y", OTHER, 1);
    assertThat(bench.incidents.readValue().getId()).isEqualTo(id);
  }
}
