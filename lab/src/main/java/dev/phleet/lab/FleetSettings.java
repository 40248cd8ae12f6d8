package dev.phleet.lab;

import dev.phleet.schemas.Topics;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * What the lab tells collectors and analyzer.
 *
 * @param normalWait how long a profile stays frozen before it is normal; days in real life
 * @param addresses {@code bootstrap.servers} and {@code schema.registry.url}
 * @param overrides keys of the collectors' configuration that are to be otherwise
 */
public record FleetSettings(
    Duration normalWait, Properties addresses, Map<String, String> overrides) {
  /** Prefix of the topics. */
  public static final String PREFIX = Topics.DEFAULT_PREFIX;

  /**
   * For a fleet whose broker does not run yet.
   *
   * @param normalWait how long a profile stays frozen before it is normal
   */
  public FleetSettings(Duration normalWait) {
    this(normalWait, new Properties());
  }

  /**
   * For collectors that are configured as the lab has them.
   *
   * @param normalWait how long a profile stays frozen before it is normal
   * @param addresses {@code bootstrap.servers} and {@code schema.registry.url}
   */
  public FleetSettings(Duration normalWait, Properties addresses) {
    this(normalWait, addresses, Map.of());
  }

  /** The same, once broker and registry are known. */
  public FleetSettings with(Properties newAddresses) {
    return new FleetSettings(normalWait, newAddresses, overrides);
  }

  Properties collector(String host, long treePid) {
    Properties p = clients();
    p.setProperty("host.id", host);
    p.setProperty("host.name", host);
    p.setProperty("scope", "tree");
    p.setProperty("scope.tree.pid", Long.toString(treePid));
    p.setProperty("status.interval", "2s");
    // Each demonstration starts from nothing.
    p.setProperty("profiles.directory", "");
    p.setProperty("detector.normal-wait", normalWait.toMillis() + "ms");
    // Exact: a profile freezes at the very call that the specification names.
    p.setProperty("detector.batch", "1");
    overrides.forEach(p::setProperty);
    return p;
  }

  /**
   * What the analyzer is told.
   *
   * @param state directory of its state stores
   */
  public Properties analyzer(Path state) {
    Properties p = clients();
    p.setProperty("topics.create", "false");
    p.setProperty("state.dir", state.toString());
    // Several labs may run on one machine.
    p.setProperty("http.port", "0");
    return p;
  }

  private Properties clients() {
    Properties p = new Properties();
    p.setProperty("topics.prefix", PREFIX);
    addresses.forEach((name, value) -> p.setProperty("kafka." + name, value.toString()));
    return p;
  }

  static void write(Path file, Properties properties) throws IOException {
    try (Writer w = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(w, null);
    }
  }
}
