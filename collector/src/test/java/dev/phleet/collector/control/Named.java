package dev.phleet.collector.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server that says the name of the command, and a client of it. */
final class Named {
  static final String GOOD = "{\"command\":\"status\"}\n";
  static final String GOOD_REPLY = "{\"ok\":true,\"result\":\"status\"}\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Named() {}

  /** Says the name of the command. */
  static ByteBuffer named(ByteBuffer line) {
    try {
      return Protocol.done(JsonNodeFactory.instance.textNode(Protocol.parse(line).command()));
    } catch (RefusedException refused) {
      return Protocol.refused(refused.getMessage());
    }
  }

  static String exchange(Path path, ByteBuffer request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.configureBlocking(false);
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      ByteBuffer part = ByteBuffer.allocate(1 << 16);
      boolean open = true;
      while (open) {
        if (request.hasRemaining()) {
          channel.write(request);
          if (!request.hasRemaining()) {
            channel.shutdownOutput();
          }
        }
        int count = channel.read(part.clear());
        open = count >= 0;
        reply.write(part.array(), 0, Math.max(0, count));
        if (count == 0) {
          Thread.onSpinWait();
        }
      }
      return reply.toString(StandardCharsets.UTF_8);
    }
  }

  static String error(String line) throws IOException {
    JsonNode reply = JSON.readTree(line);
    assertThat(reply.path("ok").booleanValue()).isFalse();
    return reply.path("error").textValue();
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
