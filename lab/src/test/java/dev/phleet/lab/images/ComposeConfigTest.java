package dev.phleet.lab.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docker-compose itself says of the file; it needs no engine for that. */
class ComposeConfigTest {
  private static final Path COMPOSE = Path.of("/usr/bin/docker-compose");

  @TempDir private Path directory;

  @BeforeEach
  void requireCompose() {
    assumeTrue(
        Files.isExecutable(COMPOSE) || "true".equals(System.getenv("CI")),
        "no docker-compose here: install the package docker-compose");
  }

  @Test
  void shouldBeAFileThatComposeTakes() throws Exception {
    assertThat(config(file())).isEmpty();
    assertThat(config(file(), "--profile", "demo")).isEmpty();
  }

  @Test
  void shouldNotBeTakenWithASlip() throws Exception {
    Path wrong = directory.resolve("docker-compose.yml");
    Files.writeString(
        wrong,
        ProjectTree.here()
            .with(ProjectTree.COMPOSE, "stop_grace_period:", "stop_grace_time:")
            .text(ProjectTree.COMPOSE));

    assertThat(config(wrong)).contains("stop_grace_time");
  }

  private static Path file() {
    return ProjectTree.here().root().resolve(ProjectTree.COMPOSE);
  }

  /** What it complains about; nothing when the file will do. */
  private static String config(Path file, String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of(COMPOSE.toString(), "-f", file.toString()));
    line.addAll(List.of(options));
    line.addAll(List.of("config", "-q"));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
