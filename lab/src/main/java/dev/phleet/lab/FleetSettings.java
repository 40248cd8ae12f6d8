package dev.phleet.lab;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * What the lab tells collectors and analyzer.
 *
 * @param normalWait how long a profile stays frozen before it is normal; days in real life
 */
public record FleetSettings(Duration normalWait) {

  Properties collector(String host, long treePid, Properties addresses, String prefix) {
    Properties p = clients(addresses, prefix);
    p.setProperty("host.id", host);
    p.setProperty("host.name", host);
    p.setProperty("scope", "tree");
    p.setProperty("scope.tree.pid", Long.toString(treePid));
    p.setProperty("status.interval", "2s");
    p.setProperty("detector.normal-wait", normalWait.toMillis() + "ms");
    // Exact: a profile freezes at the very call that the specification names.
    p.setProperty("detector.batch", "1");
    return p;
  }

  Properties analyzer(Path state, Properties addresses, String prefix) {
    Properties p = clients(addresses, prefix);
    p.setProperty("topics.create", "false");
    p.setProperty("state.dir", state.toString());
    return p;
  }

  private static Properties clients(Properties addresses, String prefix) {
    Properties p = new Properties();
    p.setProperty("topics.prefix", prefix);
    addresses.forEach((name, value) -> p.setProperty("kafka." + name, value.toString()));
    return p;
  }

  void write(Path file, Properties properties) throws IOException {
    try (Writer w = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(w, null);
    }
  }
}
