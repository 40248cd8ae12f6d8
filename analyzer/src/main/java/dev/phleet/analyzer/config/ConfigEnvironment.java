package dev.phleet.analyzer.config;

import dev.phleet.schemas.spelling.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Environment variables as keys and values: {@code PHLEET_} and the key in capitals, with {@code _}
 * for {@code .} and {@code -}, as the collector has them.
 */
public final class ConfigEnvironment {
  private static final String VARIABLE = "PHLEET_";
  private static final String KAFKA_VARIABLE = VARIABLE + "KAFKA_";

  /** Variables of the launcher, of the collector's log and of the tests, which are no keys. */
  private static final List<String> NO_KEYS =
      List.of("PHLEET_HOME", "PHLEET_LOG_LEVEL", "PHLEET_BUILD_LOG", "PHLEET_VM_SECONDS");

  private ConfigEnvironment() {}

  /**
   * Those that are keys of the analyzer.
   *
   * @param environment all environment variables
   * @throws ConfigException when one begins with PHLEET_ and is no key's
   */
  public static Map<String, String> keys(Map<String, String> environment) {
    Map<String, String> keys = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(VARIABLE) && !NO_KEYS.contains(name)) {
            keys.put(keyOf(name), value);
          }
        });
    return keys;
  }

  private static String keyOf(String name) {
    Optional<String> key =
        Arrays.stream(ConfigKey.values())
            .map(ConfigKey::key)
            .filter(k -> variable(k).equals(name))
            .findFirst();
    if (key.isPresent()) {
      return key.get();
    }
    if (name.startsWith(KAFKA_VARIABLE) && name.length() > KAFKA_VARIABLE.length()) {
      // No key of Kafka's clients has anything but dots in it.
      return ConfigReader.KAFKA
          + name.substring(KAFKA_VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }
    List<String> known = Arrays.stream(ConfigKey.values()).map(k -> variable(k.key())).toList();
    throw new ConfigException(
        "The environment variable "
            + name
            + " is no key's"
            + Nearest.to(name, known).map(meant -> "; did you mean " + meant + "?").orElse("")
            + " (analyzer/README.md lists all keys)");
  }

  private static String variable(String key) {
    return VARIABLE + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
