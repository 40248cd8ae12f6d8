package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.lab.demo.Program;
import dev.phleet.lab.feed.Arrival;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.event.StateReason;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command of an administrator, as a process, against a collector that publishes. */
@NeedsKernel
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministratorEndToEndTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path directory;
  private Path kept;
  private OneHost host;
  private Program program;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    directory = temporary.toRealPath();
    kept = directory.resolve("profiles");
    host =
        OneHost.start(
            directory,
            Map.of(
                "profiles.directory",
                kept.toString(),
                "detector.normal-wait",
                "7d",
                "state.interval",
                "500ms"));
  }

  @AfterAll
  void stop() {
    host.close();
  }

  /** Each test has a program, and so a profile, of its own. */
  @BeforeEach
  void runAProgram() throws Exception {
    program = Program.copyTo(Files.createTempDirectory(directory, "program"));
    host.run(program.normally(3));
    Patience.until("its path is known", () -> !rows("-p", "--filter", "PATH=" + path()).isEmpty());
  }

  @Test
  void shouldListProcessesThreadsAndProfiles() throws Exception {
    String shell = Long.toString(host.tree().pid());

    assertThat(host.said("ps").lines().findFirst().orElseThrow().strip().split(" +"))
        .containsExactly("PID", "COMM", "STATUS", "COUNT", "LAST_MOD", "ANOMALIES", "NORMAL_TIME");
    assertThat(host.said("ps", "--filter", "PID=" + shell)).contains(" sh ").hasLineCount(2);
    assertThat(host.said("ps", "-t").strip()).startsWith("PID").containsPattern("PID +TID +COMM");
    assertThat(rows("-t", "--filter", "TID=" + shell)).hasSize(1);
    assertThat(host.said("ps", "-p", "--sort", "PATH")).startsWith("KEY").contains(path());
    JsonNode row = profile();
    assertThat(row.path("state").asText()).isEqualTo("TRAINING");
    assertThat(row.path("calls").asLong()).isPositive();
    assertThat(row.path("pairs").asInt()).isPositive();
  }

  @Test
  void shouldShowWhatChangesWhileItWatches() throws Exception {
    Process watching =
        Phleet.start(
            host.withConfig("ps", "-p", "--json", "--watch", "1", "--filter", "PATH=" + path()));
    try (BufferedReader lines = watching.inputReader(StandardCharsets.UTF_8)) {
      assertThat(state(lines)).isEqualTo("TRAINING");
      host.said("admin", "normalize", path());
      String state = state(lines);
      while (state.equals("TRAINING")) {
        state = state(lines);
      }
      assertThat(state).isEqualTo("NORMAL");
      assertThat(state(lines)).as("and once more").isEqualTo("NORMAL");
    } finally {
      watching.destroy();
      watching.waitFor();
    }
  }

  @Test
  void shouldChangeAProfileByItsKeyItsPathAndAPid() throws Exception {
    String key = profile().path("key").asText();
    String shell = Long.toString(host.tree().pid());

    assertThat(host.said("admin", "normalize", key)).contains(key, "normal", path());
    assertThat(profile().path("state").asText()).isEqualTo("NORMAL");
    assertThat(host.said("admin", "tolerize", path())).contains("training");
    assertThat(host.said("admin", "sensitize", key)).contains(key);
    assertThat(profile().path("pairs").asInt()).isZero();
    assertThat(host.said("admin", "ignore", path())).contains("ignored");
    long calls = profile().path("calls").asLong();
    host.run(program.normally(3));
    assertThat(profile().path("calls").asLong()).isEqualTo(calls);
    assertThat(host.said("admin", "watch", path())).doesNotContain("ignored");
    host.run(program.normally(3));
    assertThat(profile().path("calls").asLong()).isGreaterThan(calls);
    assertThat(host.said("admin", "normalize", shell)).contains("normal");
    assertThat(host.said("admin", "tolerize", shell)).contains("training");
    assertThat(reasons())
        .containsSubsequence(
            StateReason.NORMALIZED,
            StateReason.TOLERIZED,
            StateReason.SENSITIZED,
            StateReason.IGNORED,
            StateReason.WATCHED);
  }

  @Test
  void shouldSaveAProfileForgetItAndLoadItAgain() throws Exception {
    host.said("admin", "save");
    Path file = fileOf(profile().path("key").asText());
    Path copy = Files.copy(file, directory.resolve("copy.phleet"));
    JsonNode before = profile();

    assertThat(host.said("admin", "reset", path())).contains("training", path());
    assertThat(file).doesNotExist();
    assertThat(profile().path("calls").asLong()).isZero();
    host.until("profile-states tells of the reset", this::isForgottenOnTheTopic);
    assertThat(host.said("admin", "load", copy.toString())).isEqualTo("loaded = 1\n");
    assertThat(known(profile())).isEqualTo(known(before));
    assertThat(host.said("admin", "save")).startsWith("saved = ");
    assertThat(file).exists();
    assertThat(host.said("admin", "load")).startsWith("loaded = ");
    assertThat(known(profile())).isEqualTo(known(before));
  }

  @Test
  void shouldGetAndSetConstantsAndStopAndStart() throws Exception {
    assertThat(host.said("admin", "get", "tolerize-limit"))
        .isEqualTo("detector.tolerize-limit = 12\n");
    assertThat(host.said("admin", "set", "detector.tolerize-limit=13"))
        .isEqualTo("detector.tolerize-limit = 13\n");
    assertThat(JSON.readTree(host.said("admin", "get", "--json")).path("detector.tolerize-limit"))
        .isEqualTo(JSON.getNodeFactory().textNode("13"));
    assertThat(host.said("admin", "stop")).contains("monitoring = false");
    long calls = profile().path("calls").asLong();
    host.run(program.normally(3));
    assertThat(profile().path("calls").asLong()).isEqualTo(calls);
    assertThat(host.said("admin", "start")).contains("monitoring = true");
    host.run(program.normally(3));
    assertThat(profile().path("calls").asLong()).isGreaterThan(calls);
  }

  @Test
  void shouldTellOfTheWhole() throws Exception {
    JsonNode status = JSON.readTree(host.said("admin", "status", "--json"));

    assertThat(status.path("hostId").asText()).isEqualTo(OneHost.ID);
    assertThat(status.path("scope").asText()).isEqualTo("tree " + host.tree().pid());
    assertThat(status.path("profiles").path("training").asInt()).isPositive();
    assertThat(status.path("dropped")).allSatisfy(n -> assertThat(n.asLong()).isZero());
    assertThat(host.said("admin", "status")).contains("monitoring = true", "events.created = ");
  }

  @Test
  void shouldInspectInTextNumbersAndAPicture() throws Exception {
    String key = profile().path("key").asText();
    host.said("admin", "normalize", key);
    host.run(program.writingTwice());
    Patience.until("it has grown", () -> inspected(key).path("growth").size() >= 2);
    Path picture = directory.resolve("pairs.svg");

    assertThat(host.said("inspect", key, "--svg", picture.toString()))
        .contains(path() + " " + key, "normal", "pairs = ", "TIME", "SEQUENCES", "ANOMALIES");
    JsonNode table = inspected(key).path("pairTable");
    assertThat(host.said("inspect", path(), "--csv"))
        .startsWith("current,previous,training,test\n")
        .contains("\nwrite,write,1,\n")
        .hasLineCount(1 + table.size());
    var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    assertThat(svg.getElementsByTagName("title").getLength()).isEqualTo(table.size());
  }

  @Test
  void shouldSayInOneLineWhatIsWrong() throws Exception {
    for (String[] wrong :
        List.of(
            new String[] {"admin", "reset", "00000000000000aa"},
            new String[] {"admin", "reset", "/no/such/program"},
            new String[] {"admin", "reset", "4194305"},
            new String[] {"admin", "set", "detector.bach=3"},
            new String[] {"admin", "load", "/no/such/file"},
            new String[] {"inspect", "greet"})) {
      Phleet.Said said = host.phleet(wrong);
      assertThat(said.code()).as(String.join(" ", wrong)).isEqualTo(1);
      assertThat(said.out()).isEmpty();
      assertThat(said.err()).startsWith("phleet " + wrong[0]).hasLineCount(1);
    }
    for (String[] wrong :
        List.of(
            new String[] {"ps", "--sort=SIZE"},
            new String[] {"ps", "--wach"},
            new String[] {"admin", "rest", "x"},
            new String[] {"admin"},
            new String[] {"inspect"})) {
      Phleet.Said said = Phleet.run(wrong);
      assertThat(said.code()).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(said.err()).hasLineCount(1);
    }
  }

  private String path() {
    return program.path().toString();
  }

  private List<JsonNode> rows(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("ps", "--json"));
    all.addAll(List.of(arguments));
    List<JsonNode> rows = new ArrayList<>();
    for (String line : host.said(all.toArray(String[]::new)).lines().toList()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private JsonNode profile() throws Exception {
    List<JsonNode> rows = rows("-p", "--filter", "PATH=" + path());
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  /** All but the times, which are exact to a microsecond or two only. */
  private static List<String> known(JsonNode row) {
    return Stream.of("key", "path", "state", "calls", "trainCount", "sequences", "pairs")
        .map(field -> row.path(field).asText())
        .toList();
  }

  private JsonNode inspected(String key) throws Exception {
    return JSON.readTree(host.said("inspect", key, "--json"));
  }

  private static String state(BufferedReader lines) throws Exception {
    String line = lines.readLine();
    assertThat(line).as("it goes on").isNotNull();
    return JSON.readTree(line).path("state").asText();
  }

  private Path fileOf(String key) throws Exception {
    try (Stream<Path> files = Files.list(kept)) {
      return files.filter(f -> f.toString().contains(key)).findFirst().orElseThrow();
    }
  }

  private List<StateReason> reasons() throws Exception {
    host.until("the last change is on the topic", () -> told().contains(StateReason.WATCHED));
    return told();
  }

  private List<StateReason> told() {
    return host.all(ProfileState.class, s -> s.getExecutable().getPath().equals(path())).stream()
        .map(ProfileState::getReason)
        .toList();
  }

  /** Either that there is none any more, or one that knows nothing. */
  private boolean isForgottenOnTheTopic() {
    Optional<String> key = ownKey();
    return host.arrivals().stream()
        .filter(
            a ->
                a.topicName().endsWith("profile-states") && key.filter(a.key()::equals).isPresent())
        .reduce((before, last) -> last)
        .filter(
            last ->
                last.value().isEmpty()
                    || last.as(ProfileState.class).orElseThrow().getCounters().getCalls() == 0)
        .isPresent();
  }

  /** The profile's key on the topic; empty as long as nothing of it has arrived. */
  private Optional<String> ownKey() {
    return host.arrivals().stream()
        .filter(
            a ->
                a.as(ProfileState.class)
                    .filter(s -> s.getExecutable().getPath().equals(path()))
                    .isPresent())
        .findFirst()
        .map(Arrival::key);
  }
}
