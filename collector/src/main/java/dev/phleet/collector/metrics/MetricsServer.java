package dev.phleet.collector.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.phleet.collector.config.ConfigException;
import dev.phleet.collector.config.OperationsConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /metrics}, one request after the other on one thread. By default nobody from
 * another host can reach it: metrics are not secret here, but nobody asked for them.
 */
public final class MetricsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int FAILED = 500;

  private final Optional<HttpServer> server;

  private MetricsServer(Optional<HttpServer> server) {
    this.server = server;
  }

  /** Starts it where the configuration wants it; else nobody listens. */
  public static MetricsServer ifWanted(OperationsConfig config, Supplier<String> text) {
    return config.metricsPort() == 0
        ? new MetricsServer(Optional.empty())
        : start(config.metricsBind(), config.metricsPort(), text);
  }

  /**
   * Starts it.
   *
   * @param bind an address of this host
   * @param port a port of it; 0 for any that is free
   * @param text what it answers
   * @throws ConfigException when the port is taken, or the address is not this host's
   */
  public static MetricsServer start(InetAddress bind, int port, Supplier<String> text) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(bind, port), 8);
      server.createContext("/", exchange -> answer(exchange, text));
      server.start();
      LOG.info(
          "metrics at http://{}:{}/metrics", bind.getHostAddress(), server.getAddress().getPort());
      return new MetricsServer(Optional.of(server));
    } catch (IOException taken) {
      throw new ConfigException(
          "metrics.port = "
              + port
              + " of metrics.bind = "
              + bind.getHostAddress()
              + " cannot be used ("
              + taken.getMessage()
              + "): choose another");
    }
  }

  /** The port; 0 when nobody listens. */
  public int port() {
    return server.map(s -> s.getAddress().getPort()).orElse(0);
  }

  private static void answer(HttpExchange exchange, Supplier<String> text) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/metrics")) {
        send(exchange, NOT_FOUND, "the metrics are at /metrics\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, NOT_ALLOWED, "only GET\n");
      } else {
        sendMetrics(exchange, text);
      }
    }
  }

  private static void sendMetrics(HttpExchange exchange, Supplier<String> text) throws IOException {
    String metrics;
    try {
      metrics = text.get();
    } catch (RuntimeException failed) {
      // Else the server would only close the connection, without a word.
      LOG.warn("no metrics this time: {}", failed.toString());
      send(exchange, FAILED, failed + "\n");
      return;
    }
    send(exchange, OK, metrics);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", PrometheusText.CONTENT_TYPE);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  @Override
  public void close() {
    server.ifPresent(s -> s.stop(0));
  }
}
