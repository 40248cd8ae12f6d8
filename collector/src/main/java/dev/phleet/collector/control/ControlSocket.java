package dev.phleet.collector.control;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of the control socket, on one thread that never waits for a client: a client has so
 * long for a request and its reply, then the connection is closed, and a line has a greatest
 * length. Only the user that the collector runs as is answered, whatever the mode of the file has
 * become.
 */
public final class ControlSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
  private static final int MOST_CLIENTS = 16;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path path;
  private final Function<ByteBuffer, ByteBuffer> answer;
  private final Duration patience;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final Object file;
  private final UserPrincipal owner;
  private final Thread thread;
  private volatile boolean closing;

  private ControlSocket(Path path, Function<ByteBuffer, ByteBuffer> answer, Duration patience)
      throws IOException {
    this.path = path;
    this.answer = answer;
    this.patience = patience;
    server = SocketPath.bind(path);
    selector = Selector.open();
    file = fileKey();
    owner = Files.getOwner(path, NOFOLLOW_LINKS);
    server.register(selector, SelectionKey.OP_ACCEPT);
    thread = new Thread(this::serve, "control");
    thread.setDaemon(true);
  }

  /**
   * Opens the socket and begins to answer.
   *
   * @param path of the socket
   * @param answer from a request's bytes to a reply's, both as in CONTROL.md; must not throw
   * @throws RefusedException when somebody answers there already, or the place is not fit
   * @throws IOException when the system refuses
   */
  public static ControlSocket open(Path path, Function<ByteBuffer, ByteBuffer> answer)
      throws IOException {
    return open(path, answer, PATIENCE);
  }

  static ControlSocket open(Path path, Function<ByteBuffer, ByteBuffer> answer, Duration patience)
      throws IOException {
    ControlSocket socket = new ControlSocket(path, answer, patience);
    socket.thread.start();
    return socket;
  }

  /** Ends when the request that is being answered is done; removes the file. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    try {
      while (!closing) {
        selector.select(this::attend, LOOK.toMillis());
        closeOverdue();
        // While there are too many, the next ones wait in the system's own queue.
        boolean room = selector.keys().size() <= MOST_CLIENTS;
        server.keyFor(selector).interestOps(room ? SelectionKey.OP_ACCEPT : 0);
      }
    } catch (IOException | RuntimeException failed) {
      LOG.warn(
          "the control socket failed, phleet ps and admin are without answer: {}", failed + "");
    } finally {
      release();
    }
  }

  private void attend(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else {
        await(key, ((Connection) key.attachment()).proceed());
      }
    } catch (IOException gone) {
      LOG.debug("a client of the control socket is gone: {}", gone.toString());
      drop(key);
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return;
    }
    try {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, connection(channel));
    } catch (IOException gone) {
      LOG.debug("a client of the control socket is gone: {}", gone.toString());
      channel.close();
    }
  }

  private Connection connection(SocketChannel channel) throws IOException {
    UserPrincipal user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    if (user.equals(owner)) {
      return new Connection(channel, answer, patience);
    }
    LOG.warn("refused user {} on the control socket", user.getName());
    String error = "user " + user.getName() + " may not control the collector: use sudo";
    return Connection.refusing(channel, error, patience);
  }

  private static void await(SelectionKey key, int operations) {
    if (operations == 0) {
      drop(key);
    } else {
      key.interestOps(operations);
    }
  }

  private void closeOverdue() {
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Connection connection && connection.isOverdue()) {
        drop(key);
      }
    }
  }

  private static void drop(SelectionKey key) {
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException unclosed) {
      LOG.debug("closing a client's channel: {}", unclosed.toString());
    }
  }

  private void release() {
    try {
      selector.keys().forEach(ControlSocket::drop);
      selector.close();
      // Another collector may have put its own socket there.
      if (Objects.equals(file, fileKey())) {
        Files.deleteIfExists(path);
      }
    } catch (IOException unclean) {
      LOG.debug("closing the control socket: {}", unclean.toString());
    }
  }

  private Object fileKey() throws IOException {
    return Files.exists(path, NOFOLLOW_LINKS)
        ? Files.readAttributes(
                path, java.nio.file.attribute.BasicFileAttributes.class, NOFOLLOW_LINKS)
            .fileKey()
        : "";
  }
}
