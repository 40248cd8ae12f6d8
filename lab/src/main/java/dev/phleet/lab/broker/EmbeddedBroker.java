package dev.phleet.lab.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import kafka.server.BrokerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import scala.Option;

/**
 * A real Kafka broker inside this JVM. It can be stopped and started again on the same data and the
 * same port, so that a test can take it away in the middle.
 *
 * <p>Kafka halts its JVM when its data directory fails. That is why the lab runs this in a child
 * process and only tests run it in their own.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final BrokerSettings settings;
  private KafkaRaftServer server;
  private int port;

  private EmbeddedBroker(BrokerSettings settings) {
    this.settings = settings;
    this.port = settings.port();
  }

  /**
   * Formats the directory where that has not been done, starts the broker and waits until it takes
   * requests.
   *
   * @param settings where and how
   * @return the running broker
   * @throws BrokerException when it cannot start, e.g. because a port is taken
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    EmbeddedBroker broker = new EmbeddedBroker(settings);
    broker.start();
    return broker;
  }

  /**
   * Where clients find it.
   *
   * @return 127.0.0.1 and the port, for {@code bootstrap.servers}
   */
  public synchronized String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /**
   * Starts it on the same data and the same port as before; does nothing while it runs.
   *
   * @throws BrokerException when it cannot start
   */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    BrokerSettings now = settings.withPort(port);
    format(now);
    KafkaRaftServer starting =
        new KafkaRaftServer(new KafkaConfig(now.toKafka(), false), Time.SYSTEM);
    try {
      starting.startup();
      port = boundPort(starting);
    } catch (Throwable e) {
      starting.shutdown();
      throw new BrokerException("the broker did not start: " + e.getMessage(), e);
    }
    server = starting;
  }

  /** Stops it in order: what it has acknowledged is on disk. Does nothing while it is stopped. */
  public synchronized void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  @Override
  public void close() {
    stop();
  }

  private static void format(BrokerSettings settings) {
    if (Files.exists(settings.directory().resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(settings.directory());
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(BrokerSettings.NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setInitialControllers(settings.voters())
          .setHasDynamicQuorum(true)
          .setDirectories(List.of(settings.directory().toString()))
          .setMetadataLogDirectory(settings.directory().toString())
          .run();
    } catch (Exception e) {
      throw new BrokerException("cannot format " + settings.directory(), e);
    }
  }

  /** The server does not tell which port the system chose; its broker half does. */
  private static int boundPort(KafkaRaftServer server) throws ReflectiveOperationException {
    Field field = KafkaRaftServer.class.getDeclaredField("broker");
    field.setAccessible(true);
    Option<?> broker = (Option<?>) field.get(server);
    return ((BrokerServer) broker.get()).boundPort(ListenerName.normalised(BrokerSettings.CLIENTS));
  }
}
