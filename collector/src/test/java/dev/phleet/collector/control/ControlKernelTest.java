package dev.phleet.collector.control;

import static dev.phleet.collector.control.WatchedShell.SHELL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.collector.config.DetectorConstants;
import dev.phleet.collector.control.WatchedShell.Said;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.ProfileState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Each operation through the real socket to the real kernel, which watches one shell. */
@Timeout(60)
@EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
final class ControlKernelTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private WatchedShell shell;

  @BeforeEach
  void start() throws IOException {
    shell = new WatchedShell(directory);
  }

  @AfterEach
  void end() throws IOException {
    shell.close();
  }

  @Test
  void shouldNormalizeByPidAndTolerizeByPath() {
    assertThat(shell.admin("normalize", Long.toString(shell.pid())).code()).isZero();
    assertThat(shell.profile().counters().state()).isEqualTo(ProfileState.NORMAL);

    assertThat(shell.admin("tolerize", SHELL.toString()).out()).contains("training");
    assertThat(shell.profile().counters().state()).isEqualTo(ProfileState.TRAINING);
  }

  @Test
  void shouldSensitizeAndResetByKey() throws IOException {
    assertThat(shell.profile().counters().pairs()).isPositive();
    assertThat(shell.admin("sensitize", ProfileFinder.text(shell.key())).code()).isZero();
    assertThat(shell.profile().counters().pairs()).isZero();
    assertThat(shell.profile().counters().calls()).isPositive();

    shell.exercise();
    assertThat(shell.admin("reset", ProfileFinder.text(shell.key())).code()).isZero();
    assertThat(shell.profile().counters().calls()).isZero();
    assertThat(shell.profile().counters().distinctCalls()).isZero();
  }

  @Test
  void shouldIgnoreAndWatch() throws IOException {
    assertThat(shell.admin("ignore", SHELL.toString()).out()).contains("ignored");
    long calls = shell.profile().counters().calls();
    shell.exercise();
    assertThat(shell.profile().counters().calls()).isEqualTo(calls);
    assertThat(shell.ps().out()).contains("ignored");

    assertThat(shell.admin("watch", SHELL.toString()).code()).isZero();
    shell.exercise();
    assertThat(shell.profile().counters().calls()).isGreaterThan(calls);
  }

  @Test
  void shouldStopAndStart() throws IOException {
    assertThat(shell.admin("stop").out()).contains("monitoring = false");
    long calls = shell.profile().counters().calls();
    shell.exercise();
    assertThat(shell.detector().settings().monitoring()).isFalse();
    assertThat(shell.profile().counters().calls()).isEqualTo(calls);

    assertThat(shell.admin("start").out()).contains("monitoring = true");
    shell.exercise();
    assertThat(shell.profile().counters().calls()).isGreaterThan(calls);
  }

  @Test
  void shouldSetEveryConstantAndGetItBack() {
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("detector.normal-wait", "90m"),
            Map.entry("detector.normal-factor", "3/2"),
            Map.entry("detector.anomaly-limit", "31"),
            Map.entry("detector.tolerize-limit", "13"),
            Map.entry("detector.window-length", "7"),
            Map.entry("detector.locality-window", "101"),
            Map.entry("detector.signal-frames", "1"),
            Map.entry("detector.batch", "17"),
            Map.entry("detector.new-sequences", "false"),
            Map.entry("detector.anomaly-burst", "5"),
            Map.entry("detector.anomaly-rate", "11"),
            Map.entry("detector.grams", "false"),
            Map.entry("detector.call-sets", "false"),
            Map.entry("detector.score-limit", "701"),
            Map.entry("detector.distance-weight", "3"));
    assertThat(values.keySet()).isEqualTo(DetectorConstants.texts(Settings.defaults()).keySet());
    Settings before = shell.detector().settings();
    values.forEach((k, v) -> assertThat(shell.admin("set", k + "=" + v).code()).isZero());

    assertThat(DetectorConstants.texts(shell.detector().settings())).isEqualTo(values);
    assertThat(shell.detector().settings().scopePid()).isEqualTo(before.scopePid());
    assertThat(shell.detector().settings().monitoring()).isTrue();
    assertThat(shell.admin("get").out().lines())
        .containsExactlyInAnyOrderElementsOf(
            values.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).toList());
    assertThat(shell.admin("get", "batch").out()).isEqualTo("detector.batch = 17\n");
  }

  @Test
  void shouldSetAllOrNothing() {
    Settings before = shell.detector().settings();

    Said said = shell.admin("set", "detector.batch=17", "detector.window-length=99");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("detector.window-length = 99 is not").hasLineCount(1);
    assertThat(shell.admin("set", "detector.bach=17").err())
        .contains("did you mean detector.batch?");
    assertThat(shell.admin("set", "scope=host").err()).contains("unknown constant scope");
    assertThat(shell.detector().settings()).isEqualTo(before);
  }

  @Test
  void shouldSayWhatThereIsNot() {
    assertThat(shell.admin("reset", "4194305").err()).contains("no watched process has the pid");
    assertThat(shell.admin("reset", "/no/such").err()).contains("no profile has the path /no/such");
    assertThat(shell.admin("reset", "00000000000000aa").err()).contains("no profile has the key");
    assertThat(shell.admin("reset", "sh").err()).contains("neither a key");
    assertThat(shell.admin("save").err())
        .contains("no profile directory is configured")
        .hasLineCount(1);
    assertThat(shell.admin("load").code()).isEqualTo(1);
    assertThat(shell.admin().code()).isEqualTo(2);
  }

  @Test
  void shouldTellTheStatus() throws IOException {
    JsonNode status = JSON.readTree(shell.admin("status", "--json").out());

    assertThat(status.path("monitoring").asBoolean()).isTrue();
    assertThat(status.path("scope").asText()).isEqualTo("tree " + shell.pid());
    assertThat(status.path("processes").asInt()).isEqualTo(1);
    assertThat(status.path("profiles").path("training").asInt()).isEqualTo(1);
    assertThat(status.path("events").path("sequence").asInt()).isPositive();
    assertThat(status.path("saves").path("last").isNull()).as("nothing was saved yet").isTrue();
    assertThat(status.path("aliases").path("made").asInt()).isZero();
    assertThat(status.path("ignoredByRule").isInt()).isTrue();
  }

  @Test
  void shouldSayInOneLineThatNoCollectorRuns() {
    shell.closeSocket();
    for (Said said : List.of(shell.ps(), shell.admin("status"), shell.inspect())) {
      assertThat(said.code()).isEqualTo(2);
      assertThat(said.err())
          .contains("no collector runs here", "sudo ./phleet collector")
          .hasLineCount(1);
    }
  }
}
