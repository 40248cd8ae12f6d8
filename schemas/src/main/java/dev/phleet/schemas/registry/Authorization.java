package dev.phleet.schemas.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.common.config.ConfigException;

/**
 * How the client says who it is, and how it knows the registry.
 *
 * @param header value of the HTTP header Authorization
 * @param sockets what makes TLS connections; empty for the JVM's own
 * @param verifyHost whether the registry's certificate must bear the name in the URL
 */
public record Authorization(
    Optional<String> header, Optional<SSLSocketFactory> sockets, boolean verifyHost) {

  private static final String SOURCE = "basic.auth.credentials.source";
  private static final String USER_INFO = "basic.auth.user.info";
  private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  private static final String BEARER_TOKEN = "bearer.auth.token";

  /** Never prints the header. */
  @Override
  public String toString() {
    return "Authorization[header=" + (header.isPresent() ? "set" : "none") + "]";
  }

  static Authorization from(Map<String, ?> configs, List<URI> urls) {
    return new Authorization(
        headerFrom(configs, urls), TlsSettings.sockets(configs), TlsSettings.verifyHost(configs));
  }

  private static Optional<String> headerFrom(Map<String, ?> configs, List<URI> urls) {
    if (!RegistrySettings.text(configs, BEARER_SOURCE, "").isEmpty()) {
      return Optional.of(bearer(configs));
    }
    String source = RegistrySettings.text(configs, SOURCE, "URL").toUpperCase(Locale.ROOT);
    return switch (source) {
      case "URL" ->
          urls.stream()
              .map(URI::getUserInfo)
              .filter(u -> u != null)
              .findFirst()
              .map(Authorization::basic);
      case "USER_INFO" -> Optional.of(basic(userInfo(configs)));
      default -> throw new ConfigException(SOURCE, source, "It must be USER_INFO or URL.");
    };
  }

  private static String userInfo(Map<String, ?> configs) {
    // The longer name is the older one; both are still in use.
    String older = RegistrySettings.text(configs, "schema.registry." + USER_INFO, "");
    String user = RegistrySettings.text(configs, USER_INFO, older);
    if (user.isEmpty()) {
      throw new ConfigException(
          SOURCE + " is USER_INFO, but " + USER_INFO + " is missing: set it to user:password.");
    }
    return user;
  }

  private static String bearer(Map<String, ?> configs) {
    String source = RegistrySettings.text(configs, BEARER_SOURCE, "").toUpperCase(Locale.ROOT);
    String token = RegistrySettings.text(configs, BEARER_TOKEN, "");
    if (!source.equals("STATIC_TOKEN")) {
      throw new ConfigException(BEARER_SOURCE, source, "Only STATIC_TOKEN is supported.");
    }
    if (token.isEmpty()) {
      throw new ConfigException(BEARER_SOURCE + " is set, but " + BEARER_TOKEN + " is missing.");
    }
    return "Bearer " + token;
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }
}
