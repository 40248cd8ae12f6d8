package dev.phleet.schemas.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * TLS to the registry: Kafka's own keys behind {@code schema.registry.}, e.g. {@code
 * schema.registry.ssl.truststore.location}. JKS, PKCS12 and PEM, as for the broker.
 */
final class TlsSettings {

  private static final String PREFIX = "schema.registry.";

  private TlsSettings() {}

  /** What makes connections; empty when nothing is configured. */
  static Optional<SSLSocketFactory> sockets(Map<String, ?> configs) {
    Map<String, Object> own = withoutPrefix(configs);
    if (own.keySet().stream().noneMatch(key -> key.contains("store") || key.contains("key"))) {
      return Optional.empty();
    }
    ConfigDef keys = new ConfigDef().withClientSslSupport();
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(new AbstractConfig(keys, own, false).values());
      return Optional.of(factory.sslContext().getSocketFactory());
    } catch (ConfigException e) {
      throw e;
    } catch (KafkaException e) {
      throw new ConfigException(
          "TLS to the schema registry cannot be set up, check "
              + PREFIX
              + "ssl.*: "
              + rootMessage(e));
    }
  }

  /** False only when the algorithm that compares the names is set to nothing, as in Kafka. */
  static boolean verifyHost(Map<String, ?> configs) {
    String key = PREFIX + SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
    return !RegistrySettings.text(configs, key, "https").isEmpty();
  }

  private static Map<String, Object> withoutPrefix(Map<String, ?> configs) {
    Map<String, Object> own = new HashMap<>();
    configs.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX + "ssl.")) {
            own.put(key.substring(PREFIX.length()), value);
          }
        });
    return own;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
