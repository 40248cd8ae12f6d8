package dev.phleet.analyzer.api;

import dev.phleet.analyzer.config.ConfigException;
import dev.phleet.analyzer.config.HttpSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * The files of {@code http.tls.*} as what makes connections, read by Kafka's own reader of them.
 */
final class ServerTls {
  private ServerTls() {}

  /**
   * For the server and, with the same certificate, for asking other instances; empty for plain
   * HTTP.
   *
   * @throws ConfigException when a file cannot be used
   */
  static Optional<SSLContext> of(HttpSettings settings) {
    return settings.tls().map(ServerTls::context);
  }

  private static SSLContext context(HttpSettings.Tls tls) {
    Map<String, Object> own = new HashMap<>();
    tls.certificate()
        .ifPresent(
            file -> {
              own.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
              own.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, secret(file));
            });
    tls.key().ifPresent(file -> own.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, secret(file)));
    tls.keystore()
        .ifPresent(
            file -> {
              own.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PKCS12");
              own.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, file.toString());
            });
    tls.keystorePasswordFile()
        .ifPresent(file -> own.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, secret(file)));
    tls.clientCa()
        .ifPresent(
            file -> {
              own.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
              own.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, secret(file));
            });
    ConfigDef keys = new ConfigDef().withClientSslSupport();
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(new AbstractConfig(keys, own, false).values());
      return factory.sslContext();
    } catch (KafkaException e) {
      throw new ConfigException(
          "The files of http.tls.* cannot be used: " + root(e) + "; check certificate and key");
    }
  }

  private static Password secret(Path file) {
    try {
      return new Password(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new ConfigException(
          "Cannot read " + file + " of http.tls.* (" + e + "): name a readable file");
    }
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null
        ? root.toString()
        : root.getMessage().lines().findFirst().orElse("");
  }
}
