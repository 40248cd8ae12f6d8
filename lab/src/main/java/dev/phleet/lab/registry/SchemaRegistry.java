package dev.phleet.lab.registry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The registry: what Confluent's client calls, over HTTP on 127.0.0.1, with the state in the topic
 * {@code _schemas}. Avro only; no authentication: it is for one machine.
 */
public final class SchemaRegistry implements AutoCloseable {
  private static final int THREADS = 4;
  private final HttpServer server;
  private final ExecutorService threads;
  private final SchemasTopic topic;

  private SchemaRegistry(HttpServer server, ExecutorService threads, SchemasTopic topic) {
    this.server = server;
    this.threads = threads;
    this.topic = topic;
  }

  /**
   * Reads the state and starts to answer.
   *
   * @param bootstrapServers the brokers that keep the state
   * @param port the port; 0 lets the system choose one
   * @return the running registry
   * @throws IOException when the port is taken, or the broker does not answer
   */
  public static SchemaRegistry start(String bootstrapServers, int port) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    try {
      RegistryState state = new RegistryState();
      SchemasTopic topic = new SchemasTopic(bootstrapServers, state);
      SchemaReader reader = new SchemaReader(state::version);
      Rules rules = new Rules(state, topic, reader);
      Subjects subjects = new Subjects(state, topic, rules);
      Routes routes = new Routes(new SubjectCalls(state, subjects, reader), new RuleCalls(rules));
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      server.setExecutor(threads);
      server.createContext("/", new Exchange(routes));
      server.start();
      return new SchemaRegistry(server, threads, topic);
    } catch (RegistryError e) {
      server.stop(0);
      throw new IOException("the registry cannot read its topic: " + e.getMessage(), e);
    }
  }

  /**
   * Where clients find it.
   *
   * @return for {@code schema.registry.url}
   */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    topic.close();
  }
}
