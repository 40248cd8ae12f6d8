package dev.phleet.analyzer.config;

import dev.phleet.analyzer.config.HttpSettings.Tls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The keys {@code http.*} as {@link HttpSettings}, and back. */
final class HttpKeys {
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+):[0-9]{1,5}");

  private final Function<ConfigKey, String> text;

  private HttpKeys(Function<ConfigKey, String> text) {
    this.text = text;
  }

  /**
   * Reads them.
   *
   * @param text the value of a key
   * @param enabled the value of {@code http.enabled}
   * @throws ConfigException when they make no sense, or would let strangers in
   */
  static HttpSettings read(Function<ConfigKey, String> text, boolean enabled) {
    HttpSettings settings = new HttpKeys(text).read(enabled);
    if (enabled) {
      requireDoor(settings);
    }
    return settings;
  }

  private HttpSettings read(boolean enabled) {
    return new HttpSettings(
        enabled,
        text.apply(ConfigKey.HTTP_BIND),
        port(),
        path(ConfigKey.HTTP_TOKEN_FILE),
        tls(),
        advertised());
  }

  private int port() {
    String port = text.apply(ConfigKey.HTTP_PORT);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
      throw wrong(ConfigKey.HTTP_PORT, "a port from 0 to 65535");
    }
    return Integer.parseInt(port);
  }

  private Optional<String> advertised() {
    Optional<String> advertised = optional(ConfigKey.HTTP_ADVERTISED);
    if (advertised.filter(a -> !HOST_AND_PORT.matcher(a).matches()).isPresent()) {
      throw wrong(ConfigKey.HTTP_ADVERTISED, "host:port");
    }
    return advertised;
  }

  private Optional<Tls> tls() {
    Tls tls =
        new Tls(
            path(ConfigKey.HTTP_TLS_CERTIFICATE),
            path(ConfigKey.HTTP_TLS_KEY),
            path(ConfigKey.HTTP_TLS_KEYSTORE),
            path(ConfigKey.HTTP_TLS_KEYSTORE_PASSWORD_FILE),
            path(ConfigKey.HTTP_TLS_CLIENT_CA));
    together(tls.certificate(), tls.key(), ConfigKey.HTTP_TLS_CERTIFICATE, ConfigKey.HTTP_TLS_KEY);
    together(
        tls.keystore(),
        tls.keystorePasswordFile(),
        ConfigKey.HTTP_TLS_KEYSTORE,
        ConfigKey.HTTP_TLS_KEYSTORE_PASSWORD_FILE);
    if (tls.certificate().isPresent() && tls.keystore().isPresent()) {
      throw new ConfigException(
          "Configuration has both http.tls.certificate and http.tls.keystore: leave one of them out");
    }
    boolean certified = tls.certificate().isPresent() || tls.keystore().isPresent();
    if (tls.clientCa().isPresent() && !certified) {
      throw new ConfigException(
          "Configuration key 'http.tls.client-ca' asks callers for a certificate, which needs one of"
              + " the analyzer's own: set http.tls.certificate and http.tls.key, or"
              + " http.tls.keystore");
    }
    return certified ? Optional.of(tls) : Optional.empty();
  }

  private static void together(
      Optional<Path> one, Optional<Path> other, ConfigKey oneKey, ConfigKey otherKey) {
    if (one.isPresent() != other.isPresent()) {
      throw new ConfigException(
          "Configuration keys '"
              + oneKey.key()
              + "' and '"
              + otherKey.key()
              + "' belong together: set both or none");
    }
  }

  /** Whoever is not on this machine must show who they are. */
  private static void requireDoor(HttpSettings settings) {
    if (settings.tokenFile().isEmpty() && !settings.mutualTls() && !isLoopback(settings.bind())) {
      throw new ConfigException(
          "Configuration key 'http.bind' is '"
              + settings.bind()
              + "', which other machines can reach, and nothing keeps strangers out: set"
              + " http.token-file or http.tls.client-ca, or bind to 127.0.0.1");
    }
  }

  private static boolean isLoopback(String bind) {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new ConfigException(
          "Configuration key 'http.bind' is '"
              + bind
              + "', which is no address of this machine: set an address or a name that resolves");
    }
  }

  private Optional<String> optional(ConfigKey key) {
    return Optional.of(text.apply(key)).filter(value -> !value.isEmpty());
  }

  private Optional<Path> path(ConfigKey key) {
    return optional(key).map(Path::of);
  }

  private ConfigException wrong(ConfigKey key, String expected) {
    return new ConfigException(
        "Configuration key '"
            + key.key()
            + "' is '"
            + text.apply(key)
            + "' and must be "
            + expected);
  }

  /** The keys with their values. */
  static Map<ConfigKey, String> write(HttpSettings settings) {
    Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
    values.put(ConfigKey.HTTP_ENABLED, Boolean.toString(settings.enabled()));
    values.put(ConfigKey.HTTP_BIND, settings.bind());
    values.put(ConfigKey.HTTP_PORT, Integer.toString(settings.port()));
    values.put(ConfigKey.HTTP_TOKEN_FILE, file(settings.tokenFile()));
    values.put(ConfigKey.HTTP_TLS_CERTIFICATE, file(settings.tls().flatMap(Tls::certificate)));
    values.put(ConfigKey.HTTP_TLS_KEY, file(settings.tls().flatMap(Tls::key)));
    values.put(ConfigKey.HTTP_TLS_KEYSTORE, file(settings.tls().flatMap(Tls::keystore)));
    values.put(
        ConfigKey.HTTP_TLS_KEYSTORE_PASSWORD_FILE,
        file(settings.tls().flatMap(Tls::keystorePasswordFile)));
    values.put(ConfigKey.HTTP_TLS_CLIENT_CA, file(settings.tls().flatMap(Tls::clientCa)));
    values.put(ConfigKey.HTTP_ADVERTISED, settings.advertised().orElse(""));
    return values;
  }

  private static String file(Optional<Path> path) {
    return path.map(Path::toString).orElse("");
  }
}
