package dev.phleet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The forwarder against a real server, which is away, busy, or refuses. */
@Timeout(120)
@ExtendWith(OneFleet.class)
class ForwarderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "T0000-hush";

  private record Post(String idempotencyKey, JsonNode body) {}

  /** A server on a port that was chosen before; answers what it is told to, then 200. */
  private static final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();

    Receiver(int port, Integer... first) throws IOException {
      answers.addAll(List.of(first));
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext(
          "/" + SECRET,
          exchange -> {
            Post post =
                new Post(
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    JSON.readTree(exchange.getRequestBody().readAllBytes()));
            int status = answers.isEmpty() ? 200 : answers.remove();
            if (status == 429) {
              exchange.getResponseHeaders().add("Retry-After", "0");
            }
            posts.add(post);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
          });
      server.start();
    }

    Post next() throws InterruptedException {
      Post post = posts.poll(60, TimeUnit.SECONDS);
      assertThat(post).as("a post that was waited for").isNotNull();
      return post;
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Program forward(Servers servers, int port, String topic) throws IOException {
    return Program.start(
        Map.of("WEBHOOK_URL", "http://127.0.0.1:" + port + "/" + SECRET, "WEBHOOK_RETRY_MS", "20"),
        Program.compiled(Forwarder.class, servers.bootstrap(), servers.registryUrl(), topic));
  }

  private static Incident incident(Servers servers, String id, IncidentStatus status) {
    Incident incident = servers.incidents().get(0);
    incident.setId(id);
    incident.setStatus(status);
    incident.setTitle("a <b> & c");
    return incident;
  }

  private static void send(Servers servers, String topic, Incident incident) throws Exception {
    servers.send(topic, incident.getId(), servers.bytes(topic, incident));
  }

  @Test
  void shouldDeliverEverythingInOrderThoughTheServerIsAwayAndTheForwarderIsKilled(Servers servers)
      throws Exception {
    String topic = "webhook.incidents";
    servers.create(topic);
    send(servers, topic, incident(servers, "i-1", IncidentStatus.OPENED));
    send(servers, topic, incident(servers, "i-1", IncidentStatus.UPDATED));
    send(servers, topic, incident(servers, "i-2", IncidentStatus.OPENED));
    int port = freePort();
    try (Program program = forward(servers, port, topic)) {
      // Nobody listens yet: it tries more than once, and longer apart each time.
      program.await(line -> line.contains("does not answer") && line.endsWith("again in 80 ms"));
      try (Receiver receiver = new Receiver(port, 503, 429, 200, 500, 500)) {
        for (int attempt = 0; attempt < 3; attempt++) {
          assertThat(receiver.next().idempotencyKey()).startsWith("i-1/");
        }
        program.await(line -> line.endsWith("OPENED i-1 delivered"));
        assertThat(receiver.next().idempotencyKey()).startsWith("i-2/");
        program.await(line -> line.contains("answers 500"));
      }
      assertThat(String.join("\n", program.seen())).doesNotContain(SECRET);
      program.kill();
    }
    // Killed before the second was taken: the next one begins with it, and not with the first.
    try (Receiver receiver = new Receiver(port);
        Program program = forward(servers, port, topic)) {
      Post post = receiver.next();
      assertThat(post.idempotencyKey()).startsWith("i-2/");
      assertThat(post.body().path("text").asText())
          .startsWith("OPENED, ")
          .contains("a &lt;b&gt; &amp; c");
      assertThat(post.body().at("/incident/id").asText()).isEqualTo("i-2");
      program.await(line -> line.endsWith("OPENED i-2 delivered"));
      send(servers, topic, incident(servers, "i-2", IncidentStatus.CLOSED));
      assertThat(receiver.next().body().path("text").asText()).startsWith("CLOSED, ");
      assertThat(String.join("\n", program.seen()))
          .contains("http://127.0.0.1/***")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void shouldLeaveOutWhatTheOtherSideWillNeverTake(Servers servers) throws Exception {
    String topic = "refused.incidents";
    servers.create(topic);
    send(servers, topic, incident(servers, "i-1", IncidentStatus.OPENED));
    servers.send(topic, "bad", new byte[] {1, 2, 3});
    send(servers, topic, incident(servers, "i-2", IncidentStatus.OPENED));
    int port = freePort();
    try (Receiver receiver = new Receiver(port, 400);
        Program program = forward(servers, port, topic)) {
      program.await(line -> line.endsWith("i-1 refused with 400 and left out; 1 in all"));
      program.await(line -> line.contains("left out offset 1 of refused.incidents-0"));
      program.await(line -> line.endsWith("OPENED i-2 delivered"));
      assertThat(receiver.posts).hasSize(2);
    }
  }
}
