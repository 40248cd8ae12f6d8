package dev.phleet.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.lab.broker.BrokerSettings;
import dev.phleet.lab.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lab that is told to publish elsewhere, and cannot. That it can is shown by the images' test.
 */
@NeedsKernel
@Timeout(120)
class JoinedBrokerTest {
  @TempDir private Path directory;

  @Test
  void shouldWantTheRegistryOfABroker() throws Exception {
    try (LabProcess lab = LabProcess.start(directory, "lab", "--broker", "127.0.0.1:1")) {
      assertThat(lab.exitCode()).isEqualTo(2);
      assertThat(lab.errors()).contains("--broker and --registry belong together");
    }
  }

  @Test
  void shouldSayThatABrokerHasNoTopics() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("lab"));
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(BrokerSettings.anyPort(directory.resolve("broker")));
        LabProcess lab =
            LabProcess.start(
                temporary,
                "lab",
                "--exit",
                "--broker",
                broker.bootstrapServers(),
                "--registry",
                "http://127.0.0.1:1")) {
      assertThat(lab.exitCode()).isEqualTo(2);
      assertThat(lab.errors())
          .contains("phleet lab: the broker at " + broker.bootstrapServers() + " has no topics");
    }
  }
}
