package dev.phleet.collector.shell;

import dev.phleet.collector.config.Key;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command has that asks a running collector. */
final class ClientOptions {
  private static final String VARIABLE = "PHLEET_CONTROL_SOCKET";

  @Option(
      names = "--socket",
      paramLabel = "FILE",
      description =
          "Control socket of the collector; default $PHLEET_CONTROL_SOCKET, else"
              + " /run/phleet/collector.sock.")
  private Path socket;

  @Option(names = "--json", description = "JSON, one object a line.")
  private boolean json;

  boolean json() {
    return json;
  }

  ControlClient client() {
    return new ControlClient(
        Optional.ofNullable(socket)
            .or(() -> Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of))
            .orElse(Path.of(Key.CONTROL_SOCKET.defaultText())));
  }
}
