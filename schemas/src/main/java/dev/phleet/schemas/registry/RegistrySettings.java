package dev.phleet.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Where the registry is and how to speak to it. The names of the keys are Confluent's.
 *
 * @param urls base URLs, tried in order; without user information and without a trailing slash
 * @param authorization how to say who we are
 * @param connectTimeout longest wait for a connection
 * @param readTimeout longest wait for an answer
 * @param retries further attempts when no registry answered
 * @param retryWait wait before the first further attempt; it doubles each time
 * @param retryMaxWait longest such wait
 * @param normalize whether the registry is asked to normalize schemas before it compares them
 */
public record RegistrySettings(
    List<URI> urls,
    Authorization authorization,
    Duration connectTimeout,
    Duration readTimeout,
    int retries,
    Duration retryWait,
    Duration retryMaxWait,
    boolean normalize) {

  /** Base URLs, separated by commas. */
  public static final String URL = "schema.registry.url";

  /** Copies the list. */
  public RegistrySettings {
    urls = List.copyOf(urls);
  }

  /**
   * Reads the settings from a client configuration; keys of others are left alone.
   *
   * @throws ConfigException when a value is missing or makes no sense
   */
  public static RegistrySettings from(Map<String, ?> configs) {
    List<URI> given = urlsIn(configs);
    Authorization authorization = Authorization.from(configs, given);
    return new RegistrySettings(
        given.stream().map(RegistrySettings::withoutUser).toList(),
        authorization,
        milliseconds(configs, "http.connect.timeout.ms", 5_000),
        milliseconds(configs, "http.read.timeout.ms", 10_000),
        (int) number(configs, "max.retries", 3),
        milliseconds(configs, "retries.wait.ms", 500),
        milliseconds(configs, "retries.max.wait.ms", 10_000),
        flag(configs, "normalize.schemas", false));
  }

  private static List<URI> urlsIn(Map<String, ?> configs) {
    List<URI> urls = new ArrayList<>();
    for (String part : text(configs, URL, "").split(",", -1)) {
      String url = part.strip();
      if (!url.isEmpty()) {
        urls.add(url(url));
      }
    }
    if (urls.isEmpty()) {
      throw new ConfigException(
          "No schema registry is configured: set "
              + URL
              + " to its address, e.g. http://localhost:8081.");
    }
    return urls;
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https")) && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The same mistake, the same message.
    }
    // The text is not repeated: it may hold a password.
    throw new ConfigException(
        URL + " holds something that is not an address like http://host:port; correct it.");
  }

  private static URI withoutUser(URI url) {
    try {
      return new URI(
          url.getScheme(), null, url.getHost(), url.getPort(), url.getPath(), null, null);
    } catch (URISyntaxException e) {
      throw new ConfigException(URL + " cannot be used: " + e.getMessage());
    }
  }

  static String text(Map<String, ?> configs, String key, String otherwise) {
    Object value = configs.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Password password) {
      return password.value();
    }
    if (value instanceof List<?> list) {
      return String.join(",", list.stream().map(String::valueOf).toList());
    }
    return value.toString().strip();
  }

  private static boolean flag(Map<String, ?> configs, String key, boolean otherwise) {
    String text = text(configs, key, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ConfigException(key, text, "It must be true or false.");
    };
  }

  private static long number(Map<String, ?> configs, String key, long otherwise) {
    String text = text(configs, key, Long.toString(otherwise));
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same mistake, the same message.
    }
    throw new ConfigException(key, text, "It must be a whole number from 0 to 2147483647.");
  }

  private static Duration milliseconds(Map<String, ?> configs, String key, long otherwise) {
    return Duration.ofMillis(number(configs, key, otherwise));
  }
}
