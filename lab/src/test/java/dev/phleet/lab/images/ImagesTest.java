package dev.phleet.lab.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.phleet.analyzer.count.Counted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images without an engine: {@code packaging/images/check.sh} runs the Dockerfile's steps and
 * then the containers as the compose file says, the demonstration among them. What these show as
 * metrics is what the dashboards may ask for.
 */
class ImagesTest {
  private static final Path SCRIPT =
      Path.of("..", "packaging", "images", "check.sh").toAbsolutePath().normalize();
  private static final Pattern SUMMARY = Pattern.compile("(?m)^(\\d+) passed, (\\d+) failed$");
  private static final int CANNOT_RUN_HERE = 3;
  private static final int CHECKS = 18;

  /** What Prometheus itself adds of each program that it asks. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  @TempDir private Path directory;

  @Test
  @Timeout(600)
  void shouldBuildImagesThatRunTheDemonstrationAndShowWhatTheDashboardsAskFor() throws Exception {
    ProjectTree tree = ProjectTree.here();
    Path work = directory.resolve("work");
    ServiceFiles.write(tree.compose(), directory.resolve("services"));
    tree.context().copyTo(directory.resolve("context"), sources(tree));
    Process check =
        new ProcessBuilder(
                SCRIPT.toString(),
                tree.root().resolve(ProjectTree.DOCKERFILE).toString(),
                directory.resolve("context").toString(),
                directory.resolve("services").toString(),
                work.toString())
            .redirectErrorStream(true)
            .start();
    String output = read(check);
    int status = check.waitFor();
    System.out.println(output);

    assumeFalse(
        status == CANNOT_RUN_HERE && System.getenv("CI") == null,
        () -> "no images here: " + output);
    Matcher summary = SUMMARY.matcher(output);
    assertThat(summary.find()).as("a summary in: %s", output).isTrue();
    assertThat(Integer.parseInt(summary.group(1))).as("passed").isEqualTo(CHECKS);
    assertThat(status).isZero();
    for (Path dashboard : tree.below("docker/grafana/dashboards", ".json")) {
      assertThat(MetricNames.asked(Files.readString(dashboard)))
          .as("metrics of %s", dashboard)
          .hasSizeGreaterThan(3)
          .isSubsetOf(shown(work));
    }
  }

  private static List<String> sources(ProjectTree tree) {
    return tree.dockerfile().stages().stream()
        .flatMap(stage -> stage.steps().stream())
        .filter(step -> step.keyword().equals("COPY") && step.flag("from").isEmpty())
        .flatMap(step -> step.words().subList(0, step.words().size() - 1).stream())
        .distinct()
        .toList();
  }

  private static Set<String> shown(Path work) throws IOException {
    Set<String> shown = new TreeSet<>(OF_PROMETHEUS);
    for (String program : List.of("collector", "analyzer")) {
      shown.addAll(MetricNames.shown(Files.readString(work.resolve(program + ".metrics"))));
    }
    // These are shown from their first event on.
    for (Counted counted : Counted.values()) {
      shown.add("phleet_analyzer_" + counted.metric().replace('-', '_') + "_total");
    }
    return shown;
  }

  private static String read(Process process) throws IOException {
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
