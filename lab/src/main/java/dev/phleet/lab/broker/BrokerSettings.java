package dev.phleet.lab.broker;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.raft.DynamicVoters;

/**
 * Where one broker lives and how it is set up: a single KRaft node that is broker and controller,
 * on 127.0.0.1 only, small.
 *
 * @param directory where it keeps its data; created when it does not exist
 * @param port port for clients; 0 lets the system choose one
 * @param controllerPort port on which it speaks to itself as a controller; 0 lets the system choose
 */
public record BrokerSettings(Path directory, int port, int controllerPort) {
  static final int NODE = 1;
  static final String CLIENTS = "CLIENTS";
  static final String CONTROLLER = "CONTROLLER";
  private static final String ADDRESS = "127.0.0.1";

  /**
   * Both ports chosen by the system.
   *
   * @param directory where it keeps its data
   * @return the settings
   */
  public static BrokerSettings anyPort(Path directory) {
    return new BrokerSettings(directory, 0, 0);
  }

  /**
   * The same directory on another port.
   *
   * @param newPort port for clients
   * @return the settings
   */
  public BrokerSettings withPort(int newPort) {
    return new BrokerSettings(directory, newPort, controllerPort);
  }

  /**
   * Kafka's own names for all of it.
   *
   * @return a server.properties
   */
  Properties toKafka() {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(NODE));
    p.put(
        "listeners",
        "%s://%s:%d,%s://%s:%d"
            .formatted(CLIENTS, ADDRESS, port, CONTROLLER, ADDRESS, controllerPort));
    p.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    p.put("inter.broker.listener.name", CLIENTS);
    p.put("controller.listener.names", CONTROLLER);
    p.put("controller.quorum.bootstrap.servers", "%s:%d".formatted(ADDRESS, controllerPort));
    p.put("log.dirs", directory.toString());
    p.put("auto.create.topics.enable", "false");
    putReplicationOfOne(p);
    putSmallness(p);
    putQuickness(p);
    return p;
  }

  /**
   * The quorum: this node alone. With port 0 the node corrects its own entry when it knows its
   * port, which only a dynamic quorum allows.
   *
   * @return the one voter
   */
  DynamicVoters voters() {
    return DynamicVoters.parse(
        "%d@%s:%d:%s".formatted(NODE, ADDRESS, controllerPort, Uuid.randomUuid()));
  }

  private static void putReplicationOfOne(Properties p) {
    p.put("default.replication.factor", "1");
    p.put("min.insync.replicas", "1");
    p.put("offsets.topic.replication.factor", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
  }

  private static void putSmallness(Properties p) {
    p.put("offsets.topic.num.partitions", "1");
    p.put("transaction.state.log.num.partitions", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "2");
    p.put("background.threads", "2");
    p.put("num.replica.fetchers", "1");
    p.put("group.coordinator.threads", "1");
    p.put("share.coordinator.threads", "1");
    // The default, 128 MB, does not fit into the small heap: the cleaner would die without it.
    p.put("log.cleaner.dedupe.buffer.size", "2097152");
  }

  private static void putQuickness(Properties p) {
    p.put("group.initial.rebalance.delay.ms", "0");
    // After a kill the node must wait for its own old session to end before it may register again.
    p.put("broker.session.timeout.ms", "1500");
    p.put("broker.heartbeat.interval.ms", "500");
    p.put("controlled.shutdown.retry.backoff.ms", "200");
  }
}
