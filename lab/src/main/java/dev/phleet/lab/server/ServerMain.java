package dev.phleet.lab.server;

import dev.phleet.lab.broker.BrokerException;
import dev.phleet.lab.broker.BrokerSettings;
import dev.phleet.lab.broker.EmbeddedBroker;
import dev.phleet.lab.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * Broker and registry in a process of their own, with every topic of phleet. Says on standard
 * output where they are, as {@code name=value} lines, the last of which is empty. Ends with the
 * {@link dev.phleet.lab.child.Tether} that it is started through.
 */
public final class ServerMain {
  private ServerMain() {}

  /**
   * Starts.
   *
   * @param args the data directory, the prefix of the topics, the port for clients (0: any), and
   *     perhaps the registry's port
   */
  public static void main(String[] args) {
    try {
      BrokerSettings settings =
          BrokerSettings.anyPort(Path.of(args[0])).withPort(Integer.parseInt(args[2]));
      EmbeddedBroker broker = EmbeddedBroker.start(settings);
      SchemaRegistry registry =
          SchemaRegistry.start(
              broker.bootstrapServers(), args.length > 3 ? Integer.parseInt(args[3]) : 0);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    registry.close();
                    broker.close();
                  }));
      TopicCreation.createAll(broker.bootstrapServers(), args[1]);
      System.out.println("bootstrap.servers=" + broker.bootstrapServers());
      System.out.println("schema.registry.url=" + registry.url());
      System.out.println();
    } catch (BrokerException | IOException | ExecutionException | InterruptedException e) {
      System.err.println("phleet lab: broker and registry did not start: " + e.getMessage());
      System.exit(1);
    }
  }
}
