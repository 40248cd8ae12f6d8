package dev.phleet.lab.e2e;

import dev.phleet.lab.FleetSettings;
import dev.phleet.lab.broker.BrokerSettings;
import dev.phleet.lab.broker.EmbeddedBroker;
import dev.phleet.lab.feed.TopicFeed;
import dev.phleet.lab.registry.SchemaRegistry;
import dev.phleet.lab.server.TopicCreation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * A broker that can be taken away, a registry, and the topics.
 *
 * @param broker the broker
 * @param registry the registry
 */
record Servers(EmbeddedBroker broker, SchemaRegistry registry) implements AutoCloseable {
  static Servers start(Path directory) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.anyPort(directory));
    SchemaRegistry registry = SchemaRegistry.start(broker.bootstrapServers(), 0);
    TopicCreation.createAll(broker.bootstrapServers(), FleetSettings.PREFIX);
    return new Servers(broker, registry);
  }

  FleetSettings settings(Duration normalWait) {
    Properties addresses = new Properties();
    addresses.setProperty("bootstrap.servers", broker.bootstrapServers());
    addresses.setProperty("schema.registry.url", registry.url());
    return new FleetSettings(normalWait, addresses);
  }

  TopicFeed feed() {
    return new TopicFeed(broker.bootstrapServers(), registry.url(), FleetSettings.PREFIX);
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
