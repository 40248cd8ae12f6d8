package dev.phleet.collector.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.config.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFilesTest {
  @TempDir Path directory;

  @Test
  void shouldWriteAPageForEveryCommand() throws IOException {
    write();

    assertThat(Files.readString(directory.resolve("phleet.1")))
        .startsWith(".TH \"PHLEET\" 1")
        .contains(".SH COMMANDS\n")
        .contains("\\fBcollector\\fR\n");
    assertThat(Files.readString(directory.resolve("phleet-collector.1")))
        .contains(".TP\n\\fB\\-\\-config FILE\\fR\n")
        .doesNotContain("object");
    assertThat(directory.resolve("phleet-doctor.1")).exists();
  }

  @Test
  void shouldCompleteCommandsAndOptions() throws IOException {
    write();

    assertThat(Files.readString(directory.resolve("completion")))
        .contains("doctor")
        .contains("--config");
  }

  @Test
  void shouldShowEveryKeyWithItsDefault() {
    assertThat(ReferenceFiles.keys().lines().filter(line -> line.startsWith("#")))
        .hasSize(2 * Key.values().length)
        .contains("#metrics.port = 0");
  }

  private void write() throws IOException {
    ReferenceFiles.main(
        new String[] {
          directory.toString(),
          directory.resolve("completion").toString(),
          directory.resolve("keys").toString()
        });
  }
}
