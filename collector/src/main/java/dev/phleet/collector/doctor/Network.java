package dev.phleet.collector.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether somebody listens where the configuration says that Kafka and the registry are. */
final class Network {
  private static final int PATIENCE_MILLIS = 3000;
  private static final int MOST_PORTS = 65_536;
  private static final String MEND =
      "check the address, that it runs, and the firewall; until then events wait in the collector";

  private Network() {}

  /** One connection to each address; nothing is said on it. */
  static List<Check> check(Map<String, String> kafka) {
    List<Check> checks = new ArrayList<>();
    for (String broker : kafka.getOrDefault("bootstrap.servers", "").split(",", -1)) {
      int colon = broker.lastIndexOf(':');
      String host = colon < 0 ? broker.strip() : broker.substring(0, colon).strip();
      checks.add(connect("Kafka", host, port(broker.substring(colon + 1).strip())));
    }
    for (String registry : kafka.getOrDefault("schema.registry.url", "").split(",", -1)) {
      checks.add(registry(registry.strip()));
    }
    return checks;
  }

  private static Check registry(String url) {
    try {
      URI uri = URI.create(url);
      int other = "https".equals(uri.getScheme()) ? 443 : 80;
      return connect(
          "registry", uri.getHost(), Optional.of(uri.getPort() < 0 ? other : uri.getPort()));
    } catch (IllegalArgumentException malformed) {
      return connect("registry", null, Optional.empty());
    }
  }

  private static Check connect(String name, String host, Optional<Integer> port) {
    if (host == null || host.isEmpty() || port.isEmpty()) {
      return Check.warning(name, "its address is no host and port", "correct it");
    }
    String address = host + ":" + port.get();
    try (Socket socket = new Socket()) {
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      socket.connect(new InetSocketAddress(bare, port.get()), PATIENCE_MILLIS);
      return Check.ok(name, address + " listens");
    } catch (IOException away) {
      return Check.warning(name, address + " cannot be reached (" + away.getMessage() + ")", MEND);
    }
  }

  private static Optional<Integer> port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > 0 && port < MOST_PORTS ? Optional.of(port) : Optional.empty();
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
