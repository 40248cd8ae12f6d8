package dev.phleet.collector.shell;

import dev.phleet.collector.config.CollectorConfig;
import dev.phleet.collector.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command has that asks a running collector. */
final class ClientOptions {
  private static final Path NOTHING = Path.of("/dev/null");

  @Option(
      names = "--socket",
      paramLabel = "FILE",
      description =
          "Control socket of the collector; default: what its configuration says, file or"
              + " $PHLEET_CONTROL_SOCKET, else /run/phleet/collector.sock.")
  private Path socket;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The collector's configuration, for its control.socket. Default:"
              + " /etc/phleet/collector.conf, when it can be read.")
  private Path config;

  @Option(names = "--json", description = "JSON, one object a line.")
  private boolean json;

  boolean json() {
    return json;
  }

  /**
   * A client of the collector that is meant: file, environment, option, the weakest first.
   *
   * @throws UnavailableException when the configuration says that there is no socket
   * @throws dev.phleet.collector.config.ConfigException when the configuration is wrong
   */
  ControlClient client() throws UnavailableException {
    return new ControlClient(socket == null ? configured(System.getenv()) : socket);
  }

  private Path configured(Map<String, String> environment) throws UnavailableException {
    var sources = new ConfigSources(file(), environment, Map.of());
    return CollectorConfig.controlSocket(ConfigSources.texts(sources.read()))
        .orElseThrow(
            () ->
                new UnavailableException(
                    "the collector has no control socket (control.socket is empty): set it and"
                        + " restart the collector"));
  }

  /**
   * Who may not read the installed configuration may not use the socket either, and is to hear that
   * of the socket.
   */
  private Optional<Path> file() {
    boolean hidden =
        Files.exists(ConfigSources.DEFAULT_FILE) && !Files.isReadable(ConfigSources.DEFAULT_FILE);
    return Optional.ofNullable(config).or(() -> hidden ? Optional.of(NOTHING) : Optional.empty());
  }
}
