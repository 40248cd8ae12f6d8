package dev.phleet.collector.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control of one running collector: the socket with the commands behind it, or nothing where
 * none is wanted or none can be had. To watch matters more than to be asked: a collector without
 * its socket says so and goes on.
 */
public final class Control implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Control.class);

  private final Optional<Path> path;
  private final Subject subject;
  private Optional<ControlSocket> socket = Optional.empty();

  /**
   * Closed until {@link #open}.
   *
   * @param path of the socket; empty: none is wanted
   * @param subject what is controlled; must stay open until this is closed
   */
  public Control(Optional<Path> path, Subject subject) {
    this.path = path;
    this.subject = subject;
  }

  /** From now on requests are answered. */
  public void open() {
    socket = path.flatMap(p -> socket(p, subject));
  }

  /** Waits for the request that is being answered. */
  @Override
  public void close() {
    socket.ifPresent(ControlSocket::close);
  }

  private static Optional<ControlSocket> socket(Path path, Subject subject) {
    try {
      return Optional.of(ControlSocket.open(path, new ControlCommands(subject)));
    } catch (RefusedException | IOException | UnsupportedOperationException unable) {
      LOG.warn(
          "no control socket, so phleet ps, admin and inspect do not reach this collector: {}",
          unable instanceof RefusedException ? unable.getMessage() : unable.toString());
      return Optional.empty();
    }
  }
}
