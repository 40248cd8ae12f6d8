package dev.phleet.analyzer;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.phleet.analyzer.topology.EventSerdes;
import dev.phleet.analyzer.topology.RegistryPatience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaSetupTest {
  @Test
  void shouldStopWithTheReasonWhenTheRegistryRefusesASchema() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              "{\"error_code\":409,\"message\":\"incompatible with version 23\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(409, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      EventSerdes serdes =
          EventSerdes.of(
              Map.of("schema.registry.url", "http://127.0.0.1:" + server.getAddress().getPort()));
      RegistryPatience patience =
          new RegistryPatience(Duration.ofSeconds(5), Duration.ofMillis(10), () -> false);
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> SchemaSetup.run(serdes, "test.", patience))
          .withMessageContaining("incompatible with version 23");
    } finally {
      server.stop(0);
    }
  }
}
