package dev.phleet.lab.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker for tests that do not mind which: {@code -Dtest.kafka=docker} for a container, {@code
 * embedded} for one in this JVM, {@code auto} (the default) for a container where a Docker engine
 * answers. Tests that stop their broker in the middle use {@link EmbeddedBroker} itself.
 */
public interface BrokerUnderTest extends AutoCloseable {
  /** The same version as the embedded one. */
  String IMAGE = "apache/kafka:4.3.1";

  int PATIENCE_MILLIS = 500;

  /** Where clients find it. */
  String bootstrapServers();

  @Override
  void close();

  /**
   * Starts one.
   *
   * @param directory for the data of an embedded one
   */
  static BrokerUnderTest start(Path directory) {
    String kind = System.getProperty("test.kafka", "auto");
    return switch (kind) {
      case "docker" -> inContainer();
      case "embedded" -> embedded(directory);
      case "auto" -> dockerAnswers() ? inContainer() : embedded(directory);
      default ->
          throw new IllegalArgumentException(
              "test.kafka is '" + kind + "'; it must be auto, docker or embedded");
    };
  }

  private static BrokerUnderTest embedded(Path directory) {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.anyPort(directory));
    return new Running(broker.bootstrapServers(), broker::close);
  }

  private static BrokerUnderTest inContainer() {
    KafkaContainer container = new KafkaContainer(IMAGE);
    container.start();
    return new Running(container.getBootstrapServers(), container::stop);
  }

  /** A connection is enough to know; Testcontainers itself would try for long, and loudly. */
  private static boolean dockerAnswers() {
    String host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
    try {
      URI uri = URI.create(host);
      if ("unix".equals(uri.getScheme())) {
        SocketAddress address = UnixDomainSocketAddress.of(uri.getPath());
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          return channel.connect(address);
        }
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PATIENCE_MILLIS);
        return true;
      }
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * A broker that runs.
   *
   * @param bootstrapServers where clients find it
   * @param stop ends it
   */
  record Running(String bootstrapServers, Runnable stop) implements BrokerUnderTest {
    @Override
    public void close() {
      stop.run();
    }
  }
}
