package dev.phleet.collector.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.collector.control.Protocol;
import dev.phleet.collector.control.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Asks a running collector; a connection a request. */
public final class ControlClient {
  /** As long as saving every profile may take on a slow disk. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path socket;

  /** Of the collector that answers on a socket. */
  public ControlClient(Path socket) {
    this.socket = socket;
  }

  /**
   * Asks, and waits up to a minute for the answer.
   *
   * @return the result
   * @throws RefusedException when the collector says that it cannot be done
   * @throws UnavailableException when no collector answers
   */
  public JsonNode ask(String command, ObjectNode arguments) throws UnavailableException {
    JsonNode reply;
    try {
      reply = JSON.readTree(exchange(Protocol.request(command, arguments)));
    } catch (ConnectException nobody) {
      throw noCollector();
    } catch (IOException failed) {
      throw explained(failed);
    }
    if (reply == null || !reply.path("ok").isBoolean()) {
      throw new UnavailableException(
          "what answers on " + socket + " is no collector: check --socket");
    } else if (!reply.get("ok").booleanValue()) {
      throw new RefusedException(reply.path("error").asText("no reason given"));
    }
    return reply.path("result");
  }

  private byte[] exchange(ByteBuffer request) throws IOException {
    try (Selector selector = Selector.open();
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
      while (request.hasRemaining()) {
        await(selector);
        channel.write(request);
      }
      key.interestOps(SelectionKey.OP_READ);
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      ByteBuffer part = ByteBuffer.allocate(64 << 10);
      while (true) {
        await(selector);
        if (channel.read(part.clear()) < 0) {
          throw new IOException("the collector closed the connection");
        }
        reply.write(part.array(), 0, part.position());
        if (part.position() > 0 && part.get(part.position() - 1) == '\n') {
          return reply.toByteArray();
        }
      }
    }
  }

  private static void await(Selector selector) throws IOException {
    if (selector.select(PATIENCE.toMillis()) == 0) {
      throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
    }
    selector.selectedKeys().clear();
  }

  private UnavailableException noCollector() {
    return new UnavailableException(
        "no collector runs here (nobody answers on "
            + socket
            + "); start one: sudo ./phleet collector --config FILE");
  }

  private UnavailableException explained(IOException failed) {
    String reason = String.valueOf(failed.getMessage());
    if (reason.toLowerCase(Locale.ROOT).contains("permission denied")) {
      return new UnavailableException(
          "only root may control the collector (" + socket + " says: permission denied): use sudo");
    } else if (!Files.exists(socket)) {
      return noCollector();
    }
    return new UnavailableException(
        "the collector on " + socket + " did not answer (" + reason + "): see its log");
  }
}
