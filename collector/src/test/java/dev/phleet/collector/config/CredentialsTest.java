package dev.phleet.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  @TempDir Path directory;

  @Test
  void shouldPutACredentialInPlaceOfWhatRefersToIt() throws IOException {
    Files.writeString(directory.resolve("kafka-password"), "a$1\\b\n");

    assertThat(credentials().fillIn("kafka.x", "password=\"${credential:kafka-password}\";"))
        .isEqualTo("password=\"a$1\\b\";");
  }

  @Test
  void shouldLeaveEverythingElseAsItIs() {
    assertThat(new Credentials(Optional.empty()).fillIn("kafka.x", "${env:A} $1 \\"))
        .isEqualTo("${env:A} $1 \\");
  }

  @Test
  void shouldNameTheKeyAndTheCredentialThatIsMissing() {
    assertThatThrownBy(() -> credentials().fillIn("kafka.x", "${credential:absent}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("kafka.x")
        .hasMessageContaining("LoadCredential=absent");
    assertThatThrownBy(
            () -> new Credentials(Optional.empty()).fillIn("kafka.x", "${credential:absent}"))
        .hasMessageContaining("CREDENTIALS_DIRECTORY");
  }

  @Test
  void shouldReadNothingOutsideTheDirectory() {
    assertThatThrownBy(() -> credentials().fillIn("kafka.x", "${credential:../../etc/shadow}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a name has letters");
    assertThatThrownBy(() -> credentials().fillIn("kafka.x", "${credential:..}"))
        .hasMessageContaining("a name has letters");
  }

  private Credentials credentials() {
    return new Credentials(Optional.of(directory));
  }
}
