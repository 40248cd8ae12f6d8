package dev.phleet.collector;

import static dev.phleet.collector.PhleetProcess.phleet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.collector.PhleetProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The commands look where the collector looks: file, environment, option, the weakest first. */
@Timeout(120)
final class ConfiguredCommandsTest {
  /** Runs a command with another /etc/phleet/collector.conf, in a mount namespace of its own. */
  private static final String WITH_INSTALLED =
      "mount -t tmpfs none \"$1\" && mkdir -p \"$1/upper/phleet\" \"$1/work\""
          + " && printf %s \"$2\" >\"$1/upper/phleet/collector.conf\""
          + " && mount -t overlay -o \"lowerdir=/etc,upperdir=$1/upper,workdir=$1/work\""
          + " overlay /etc && shift 2 && exec \"$@\"";

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void configure() throws IOException {
    file =
        Files.writeString(
            directory.resolve("collector.conf"),
            """
            control.socket = /nowhere/of-the-file.sock
            profiles.directory = %s
            kafka.bootstrap.servers = 127.0.0.1:1
            kafka.schema.registry.url = http://127.0.0.1:1
            """
                .formatted(directory.resolve("kept")));
  }

  @Test
  void shouldAskOnTheSocketThatTheFileNames() throws Exception {
    List<List<String>> commands =
        List.of(List.of("ps"), List.of("admin", "status"), List.of("inspect", "/bin/sh"));
    for (List<String> command : commands) {
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(List.of("--config", file.toString()));
      Result result = phleet(List.of(), arguments.toArray(String[]::new));

      assertThat(result.code()).isEqualTo(2);
      assertThat(result.output()).contains("/nowhere/of-the-file.sock").hasLineCount(1);
    }
  }

  @Test
  void shouldTakeTheEnvironmentBeforeTheFileAndTheOptionBeforeBoth() throws Exception {
    List<String> variable = List.of("env", "PHLEET_CONTROL_SOCKET=/nowhere/variable.sock");
    assertThat(phleet(variable, "ps", "--config", file.toString()).output())
        .contains("/nowhere/variable.sock");
    assertThat(
            phleet(variable, "ps", "--config", file.toString(), "--socket", "/nowhere/o.sock")
                .output())
        .contains("/nowhere/o.sock");
  }

  @Test
  void shouldSayInOneLineThatThereIsNoSocketOrNoFile() throws Exception {
    Result none = phleet(List.of("env", "PHLEET_CONTROL_SOCKET="), "ps");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.output()).contains("control.socket is empty").hasLineCount(1);

    Result absent = phleet(List.of(), "ps", "--config", "/nowhere/at/all");
    assertThat(absent.code()).isEqualTo(2);
    assertThat(absent.output()).contains("cannot read /nowhere/at/all").hasLineCount(1);

    Result slip = phleet(List.of("env", "PHLEET_CONTROL_SOCKT=x"), "ps");
    assertThat(slip.code()).isEqualTo(2);
    assertThat(slip.output()).contains("mean PHLEET_CONTROL_SOCKET?").hasLineCount(1);
  }

  @Test
  @EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
  void shouldReadTheInstalledFileWhenNoneIsNamed() throws Exception {
    List<String> installed = installed(Files.readString(file));

    assertThat(phleet(installed, "ps").output()).contains("/nowhere/of-the-file.sock");
    assertThat(check(phleet(installed, "doctor", "--json"), "disk"))
        .endsWith("MB free for " + directory.resolve("kept"));
    assertThat(check(phleet(installed, "doctor", "--json"), "configuration"))
        .isEqualTo("/etc/phleet/collector.conf");
  }

  @Test
  void shouldLookAtTheDiskOfTheProfilesThatTheConfigurationNames() throws Exception {
    Path other = directory.resolve("other");
    String conf = file.toString();

    assertThat(check(phleet(List.of(), "doctor", "--json", "--config", conf), "disk"))
        .endsWith("MB free for " + directory.resolve("kept"));
    assertThat(
            check(
                phleet(
                    List.of("env", "PHLEET_PROFILES_DIRECTORY=" + other),
                    "doctor",
                    "--json",
                    "--config",
                    conf),
                "disk"))
        .endsWith("MB free for " + other);
    assertThat(
            check(
                phleet(
                    List.of(),
                    "doctor",
                    "--json",
                    "--config",
                    conf,
                    "--profiles=" + directory.resolve("third")),
                "disk"))
        .endsWith("MB free for " + directory.resolve("third"));
    assertThat(
            check(
                phleet(
                    List.of("env", "PHLEET_PROFILES_DIRECTORY="),
                    "doctor",
                    "--json",
                    "--config",
                    conf),
                "disk"))
        .startsWith("profiles are not kept");
  }

  private List<String> installed(String text) throws IOException {
    String mount = Files.createDirectories(directory.resolve("mount")).toString();
    return List.of("unshare", "--mount", "sh", "-c", WITH_INSTALLED, "sh", mount, text);
  }

  private static String check(Result result, String name) throws IOException {
    JsonNode checks = new ObjectMapper().readTree(result.output()).path("checks");
    for (JsonNode check : checks) {
      if (check.path("name").asText().equals(name)) {
        return check.path("found").asText();
      }
    }
    throw new AssertionError("no check " + name + " in " + result.output());
  }
}
