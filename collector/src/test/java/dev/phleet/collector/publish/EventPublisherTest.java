package dev.phleet.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.Records;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the publisher does when the other side is away or says no. With a broker: see the lab. */
@Timeout(60)
final class EventPublisherTest {
  private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();
  private final Wiring wiring = new Wiring(5);

  @AfterEach
  void close() {
    wiring.close();
  }

  @Test
  void shouldGiveUpWithTheReasonWhenTheRegistryRefusesASchema()
      throws IOException, InterruptedException {
    HttpServer registry = registry(409, "{\"error_code\":409,\"message\":\"incompatible: x\"}");
    EventPublisher publisher = publisher("http://127.0.0.1:" + registry.getAddress().getPort());
    publisher.start();
    while (publisher.fatal().isEmpty()) {
      Thread.onSpinWait();
    }
    publisher.close();
    registry.stop(0);

    assertThat(publisher.fatal()).hasValueSatisfying(r -> assertThat(r).contains("incompatible"));
  }

  @Test
  void shouldHoldEventsUpToTheBoundAndCountTheRestWhileTheRegistryIsAway() throws IOException {
    EventPublisher publisher = publisher("http://127.0.0.1:" + unusedPort());
    publisher.start();
    for (int i = 0; i < 23; i++) {
      wiring.accept(Records.window(EventKind.ANOMALY, 1, 2, 1));
    }
    long waiting = wiring.queue.size();
    publisher.finish(Duration.ofMillis(200));

    assertThat(publisher.fatal()).isEmpty();
    assertThat(wiring.queue.overflow()).isEqualTo(Map.of("anomaly", 23 - waiting));
    assertThat(waiting).isEqualTo(5);
    assertThat(wiring.ledger.failed()).isEqualTo(Map.of("anomalies", waiting));
    assertThat(wiring.ledger.acknowledged()).isEmpty();
    assertThat(wiring.ledger.isReachable()).isFalse();
  }

  @Test
  void shouldCountWhatTheBrokerNeverTookWhenItStops() throws IOException, InterruptedException {
    CountDownLatch asked = new CountDownLatch(5);
    HttpServer registry = registry(200, "{\"id\":1}", asked);
    EventPublisher publisher = publisher("http://127.0.0.1:" + registry.getAddress().getPort());
    publisher.start();
    for (int i = 0; i < 5; i++) {
      wiring.accept(Records.window(EventKind.ANOMALY, 1, 2, 1));
    }
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    publisher.finish(Duration.ofMillis(500));
    registry.stop(0);

    assertThat(wiring.ledger.failed()).isEqualTo(Map.of("anomalies", 5L));
    assertThat(wiring.ledger.inFlight()).isZero();
  }

  private EventPublisher publisher(String registry) throws IOException {
    Map<String, String> given =
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + unusedPort(),
            "schema.registry.url",
            registry,
            "max.retries",
            "0");
    return new EventPublisher(
        ProducerSettings.complete(given, "test"),
        "phleet.",
        wiring.queue,
        wiring.mapper,
        wiring.ledger);
  }

  private static HttpServer registry(int status, String answer) throws IOException {
    return registry(status, answer, new CountDownLatch(0));
  }

  private static HttpServer registry(int status, String answer, CountDownLatch asked)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(LOCAL, 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          asked.countDown();
        });
    server.start();
    return server;
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOCAL)) {
      return socket.getLocalPort();
    }
  }
}
