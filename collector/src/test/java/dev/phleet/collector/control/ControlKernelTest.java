package dev.phleet.collector.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.config.DetectorConstants;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.ObjectFile;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.identity.FileIdentity;
import dev.phleet.collector.identity.IgnoreRules;
import dev.phleet.collector.identity.Newcomers;
import dev.phleet.collector.keeping.SaveFigures;
import dev.phleet.collector.keeping.Upkeep;
import dev.phleet.collector.shell.AdminCommand;
import dev.phleet.collector.shell.InspectCommand;
import dev.phleet.collector.shell.PsCommand;
import dev.phleet.collector.status.Growth;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each command through the real socket to the real kernel, which watches one shell. */
@Timeout(60)
@EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
final class ControlKernelTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SHELL = Path.of("/bin/sh");

  @TempDir private Path directory;
  private final Growth growth = new Growth();
  private final BootClock clock = new BootClock();
  private Process shell;
  private Detector detector;
  private ControlSocket socket;
  private long key;

  private record Said(int code, String out, String err) {}

  @BeforeEach
  void start() throws IOException {
    shell = new ProcessBuilder(SHELL.toString()).redirectErrorStream(true).start();
    Settings settings = Settings.defaults().watchingTree((int) shell.pid()).edit().batch(1).build();
    detector = Detector.load(settings, new Limits(1 << 20, 64));
    detector.attach();
    detector.adopt();
    key = FileIdentity.of(SHELL).profileKey();
    Subject subject =
        new Subject(
            "h",
            "tree " + shell.pid(),
            detector,
            clock,
            CallNames.forArchitecture(ObjectFile.architecture()),
            k -> k == key ? SHELL.toString() : "",
            k -> detector.export(k),
            growth,
            ProfileKeeping.none(),
            new Upkeep(
                    new SaveFigures(),
                    new Newcomers(detector, IgnoreRules.NONE),
                    detector::slotsWaiting)
                ::now);
    socket = ControlSocket.open(path(), new ControlCommands(subject));
    exercise();
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    socket.close();
    detector.close();
    shell.getOutputStream().close();
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void shouldListTheProcessByItsColumns() {
    Said said = ps();

    assertThat(said.code()).isZero();
    List<String> lines = said.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).strip().split(" +"))
        .containsExactly("PID", "COMM", "STATUS", "COUNT", "LAST_MOD", "ANOMALIES", "NORMAL_TIME");
    assertThat(lines.get(1).strip().split(" +"))
        .containsExactly(
            Long.toString(shell.pid()),
            "sh",
            "training",
            Long.toString(profile().counters().trainCount()),
            Long.toString(profile().counters().lastModCount()),
            "0",
            "-");
  }

  @Test
  void shouldListThreadsAndProfilesAsJson() throws IOException {
    JsonNode thread = JSON.readTree(ps("-t", "--json").out());
    assertThat(thread.path("tid").asLong()).isEqualTo(shell.pid());
    assertThat(thread.path("threadCalls").asLong()).isPositive();

    assertThat(ps("-t").out()).containsPattern("PID +TID +COMM");
    assertThat(ps("-p").out()).startsWith("KEY").contains("PATH", ProfileFinder.text(key));
    JsonNode profile = JSON.readTree(ps("-p", "--json", "--filter", "PATH=/bin/sh").out());
    assertThat(profile.path("key").asText()).isEqualTo(ProfileFinder.text(key));
    assertThat(profile.path("pairs").asInt()).isEqualTo(profile().counters().pairs());
  }

  @Test
  void shouldSortAndFilter() throws IOException {
    run("/bin/true");
    List<Long> counts = new ArrayList<>();
    for (String line : ps("-p", "--json", "--sort=-COUNT").out().lines().toList()) {
      counts.add(JSON.readTree(line).path("trainCount").asLong());
    }
    assertThat(counts).hasSize(2).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(ps("-p", "--filter", "STATUS=frozen").out()).hasLineCount(1);
    assertThat(ps("-p", "--filter", "training").out()).hasLineCount(3);
    Said wrong = ps("--sort=SIZE");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("no column SIZE, only PID, COMM");
  }

  @Test
  void shouldNormalizeByPidAndTolerizeByPath() {
    assertThat(admin("normalize", Long.toString(shell.pid())).code()).isZero();
    assertThat(profile().counters().state()).isEqualTo(ProfileState.NORMAL);

    assertThat(admin("tolerize", SHELL.toString()).out()).contains("training");
    assertThat(profile().counters().state()).isEqualTo(ProfileState.TRAINING);
  }

  @Test
  void shouldSensitizeAndResetByKey() throws IOException {
    assertThat(profile().counters().pairs()).isPositive();
    assertThat(admin("sensitize", ProfileFinder.text(key)).code()).isZero();
    assertThat(profile().counters().pairs()).isZero();
    assertThat(profile().counters().calls()).isPositive();

    exercise();
    assertThat(admin("reset", ProfileFinder.text(key)).code()).isZero();
    assertThat(profile().counters().calls()).isZero();
    assertThat(profile().counters().distinctCalls()).isZero();
  }

  @Test
  void shouldIgnoreAndWatch() throws IOException {
    assertThat(admin("ignore", SHELL.toString()).out()).contains("ignored");
    long calls = profile().counters().calls();
    exercise();
    assertThat(profile().counters().calls()).isEqualTo(calls);
    assertThat(ps().out()).contains("ignored");

    assertThat(admin("watch", SHELL.toString()).code()).isZero();
    exercise();
    assertThat(profile().counters().calls()).isGreaterThan(calls);
  }

  @Test
  void shouldStopAndStart() throws IOException {
    assertThat(admin("stop").out()).contains("monitoring = false");
    long calls = profile().counters().calls();
    exercise();
    assertThat(detector.settings().monitoring()).isFalse();
    assertThat(profile().counters().calls()).isEqualTo(calls);

    assertThat(admin("start").out()).contains("monitoring = true");
    exercise();
    assertThat(profile().counters().calls()).isGreaterThan(calls);
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
            Map.entry("detector.anomaly-rate", "11"));
    assertThat(values.keySet()).isEqualTo(DetectorConstants.texts(Settings.defaults()).keySet());
    Settings before = detector.settings();
    values.forEach((k, v) -> assertThat(admin("set", k + "=" + v).code()).isZero());

    assertThat(DetectorConstants.texts(detector.settings())).isEqualTo(values);
    assertThat(detector.settings().scopePid()).isEqualTo(before.scopePid());
    assertThat(detector.settings().monitoring()).isTrue();
    assertThat(admin("get").out().lines())
        .containsExactlyInAnyOrderElementsOf(
            values.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).toList());
    assertThat(admin("get", "batch").out()).isEqualTo("detector.batch = 17\n");
  }

  @Test
  void shouldSetAllOrNothing() {
    Settings before = detector.settings();

    Said said = admin("set", "detector.batch=17", "detector.window-length=99");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("detector.window-length = 99 is not").hasLineCount(1);
    assertThat(admin("set", "detector.bach=17").err()).contains("did you mean detector.batch?");
    assertThat(admin("set", "scope=host").err()).contains("unknown constant scope");
    assertThat(detector.settings()).isEqualTo(before);
  }

  @Test
  void shouldSayWhatThereIsNot() {
    assertThat(admin("reset", "4194305").err()).contains("no watched process has the pid");
    assertThat(admin("reset", "/no/such").err()).contains("no profile has the path /no/such");
    assertThat(admin("reset", "00000000000000aa").err()).contains("no profile has the key");
    assertThat(admin("reset", "sh").err()).contains("neither a key");
    assertThat(admin("save").err()).contains("no profile directory is configured").hasLineCount(1);
    assertThat(admin("load").code()).isEqualTo(1);
    assertThat(admin().code()).isEqualTo(2);
  }

  @Test
  void shouldTellTheStatus() throws IOException {
    JsonNode status = JSON.readTree(admin("status", "--json").out());

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
  void shouldShowThePairsOfAProfileByName() throws Exception {
    growth.sample(detector.profiles(), clock.now());
    admin("normalize", SHELL.toString());
    run("umask");
    growth.sample(detector.profiles(), clock.now());
    Path picture = directory.resolve("p.svg");
    JsonNode result = JSON.readTree(inspect("--json", "--svg", picture.toString()).out());

    int bits = 0;
    boolean trainingOnly = false;
    for (JsonNode row : result.path("pairTable")) {
      bits += row.path("training").size();
      trainingOnly |= row.path("test").isEmpty();
    }
    assertThat(bits).isPositive().isEqualTo(profile().counters().pairs());
    assertThat(trainingOnly).isTrue();
    assertThat(result.path("growth")).hasSize(2);
    assertThat(result.path("callNames").findValuesAsText("")).isEmpty();
    assertThat(inspect("--csv").out())
        .startsWith("current,previous,training,test\n")
        .contains("\nread,write,1")
        .hasLineCount(1 + result.path("pairTable").size());
    assertThat(inspect("--top", "3").out()).contains("CALL", "SEQUENCES", "pairs = ");
    var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    assertThat(svg.getElementsByTagName("title").getLength())
        .isEqualTo(result.path("pairTable").size());
    assertThat(Files.readString(picture)).contains("#2166ac", "#222222");
  }

  @Test
  void shouldSayInOneLineThatNoCollectorRuns() {
    socket.close();
    for (Said said : List.of(ps(), admin("status"), inspect())) {
      assertThat(said.code()).isEqualTo(2);
      assertThat(said.err())
          .contains("no collector runs here", "sudo ./phleet collector")
          .hasLineCount(1);
    }
  }

  private ProfileRow profile() {
    return detector.profile(key).orElseThrow();
  }

  private Path path() {
    return directory.resolve("c.sock");
  }

  private Said ps(String... arguments) {
    return said(new PsCommand(), arguments);
  }

  private Said admin(String... arguments) {
    return said(new AdminCommand(), arguments);
  }

  private Said inspect(String... arguments) {
    List<String> all = new ArrayList<>(List.of(SHELL.toString()));
    all.addAll(Arrays.asList(arguments));
    return said(new InspectCommand(), all.toArray(String[]::new));
  }

  private Said said(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    if (!(command instanceof AdminCommand) || !all.isEmpty()) {
      all.addAll(List.of("--socket", path().toString()));
    }
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  /** Lets the shell do something that is its own and no other program's. */
  private void exercise() throws IOException {
    run("cd / && cd /tmp");
  }

  private void run(String command) throws IOException {
    shell.getOutputStream().write((command + "; echo done\n").getBytes(StandardCharsets.UTF_8));
    shell.getOutputStream().flush();
    StringBuilder said = new StringBuilder();
    while (said.indexOf("done\n") < 0) {
      int next = shell.getInputStream().read();
      assertThat(next).as("the shell ended: %s", said).isNotNegative();
      said.append((char) next);
    }
  }
}
