package dev.phleet.collector.control;

import static dev.phleet.collector.control.WatchedShell.SHELL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phleet.collector.control.WatchedShell.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of the real kernel, which watches one shell, through the real socket. */
@Timeout(60)
@EnabledIf("dev.phleet.collector.detector.Machine#mustLoad")
final class ListingKernelTest {
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
  void shouldListTheProcessByItsColumns() {
    Said said = shell.ps();

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
            Long.toString(shell.profile().counters().trainCount()),
            Long.toString(shell.profile().counters().lastModCount()),
            "0",
            "-");
  }

  @Test
  void shouldListThreadsAndProfilesAsJson() throws IOException {
    JsonNode thread = JSON.readTree(shell.ps("-t", "--json").out());
    assertThat(thread.path("tid").asLong()).isEqualTo(shell.pid());
    assertThat(thread.path("threadCalls").asLong()).isPositive();

    assertThat(shell.ps("-t").out()).containsPattern("PID +TID +COMM");
    assertThat(shell.ps("-p").out())
        .startsWith("KEY")
        .contains("PATH", ProfileFinder.text(shell.key()));
    JsonNode profile = JSON.readTree(shell.ps("-p", "--json", "--filter", "PATH=/bin/sh").out());
    assertThat(profile.path("key").asText()).isEqualTo(ProfileFinder.text(shell.key()));
    assertThat(profile.path("pairs").asInt()).isEqualTo(shell.profile().counters().pairs());
  }

  @Test
  void shouldSortAndFilter() throws IOException {
    shell.run("/bin/true");
    List<Long> counts = new ArrayList<>();
    for (String line : shell.ps("-p", "--json", "--sort=-COUNT").out().lines().toList()) {
      counts.add(JSON.readTree(line).path("trainCount").asLong());
    }
    assertThat(counts).hasSize(2).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(shell.ps("-p", "--filter", "STATUS=frozen").out()).hasLineCount(1);
    assertThat(shell.ps("-p", "--filter", "training").out()).hasLineCount(3);
    Said wrong = shell.ps("--sort=SIZE");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("no column SIZE, only PID, COMM");
  }

  @Test
  void shouldShowThePairsOfAProfileByName() throws Exception {
    shell.sample();
    shell.admin("normalize", SHELL.toString());
    shell.run("umask");
    shell.sample();
    Path picture = directory.resolve("p.svg");
    JsonNode result = JSON.readTree(shell.inspect("--json", "--svg", picture.toString()).out());

    int bits = 0;
    boolean trainingOnly = false;
    for (JsonNode row : result.path("pairTable")) {
      bits += row.path("training").size();
      trainingOnly |= row.path("test").isEmpty();
    }
    assertThat(bits).isPositive().isEqualTo(shell.profile().counters().pairs());
    assertThat(trainingOnly).isTrue();
    assertThat(result.path("growth")).hasSize(2);
    assertThat(result.path("callNames").findValuesAsText("")).isEmpty();
    assertThat(shell.inspect("--csv").out())
        .startsWith("current,previous,training,test\n")
        .contains("\nread,write,1")
        .hasLineCount(1 + result.path("pairTable").size());
    assertThat(shell.inspect("--top", "3").out()).contains("CALL", "SEQUENCES", "pairs = ");
    var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    assertThat(svg.getElementsByTagName("title").getLength())
        .isEqualTo(result.path("pairTable").size());
    assertThat(Files.readString(picture)).contains("#2166ac", "#222222");
  }
}
