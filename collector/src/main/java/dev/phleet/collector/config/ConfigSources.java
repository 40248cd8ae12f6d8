package dev.phleet.collector.config;

import dev.phleet.schemas.spelling.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where the configuration comes from, weakest first: a file, environment variables, options. Can be
 * read again and again.
 *
 * @param file the file of --config; empty: {@link #DEFAULT_FILE} when it exists
 * @param environment environment variables; those that begin with PHLEET_ count
 * @param options what --set says
 */
public record ConfigSources(
    Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
  /** The file that is read when no other is named. */
  public static final Path DEFAULT_FILE = Path.of("/etc/phleet/collector.conf");

  private static final String VARIABLE = "PHLEET_";
  private static final String KAFKA_VARIABLE = VARIABLE + "KAFKA_";

  /** Variables of the launcher and of the log, which are no keys. */
  private static final List<String> NO_KEYS =
      List.of("PHLEET_HOME", "PHLEET_LOG_LEVEL", "PHLEET_BUILD_LOG", "PHLEET_VM_SECONDS");

  /**
   * One value and who set it.
   *
   * @param text the value
   * @param origin a file's path, a variable's name, or --set
   */
  public record Setting(String text, String origin) {}

  /**
   * Reads all sources.
   *
   * @return what is set, by key; a stronger source's value replaces a weaker one's
   * @throws ConfigException when the file cannot be read, or a variable is no key's
   */
  public Map<String, Setting> read() {
    Map<String, Setting> settings = new TreeMap<>();
    Path path = file.orElse(DEFAULT_FILE);
    if (file.isPresent() || Files.exists(path)) {
      CollectorConfig.read(path)
          .forEach((key, text) -> settings.put(key, new Setting(text, path.toString())));
    }
    environment.forEach(
        (name, text) -> {
          if (name.startsWith(VARIABLE) && !NO_KEYS.contains(name)) {
            settings.put(keyOf(name), new Setting(text, name));
          }
        });
    options.forEach((key, text) -> settings.put(key, new Setting(text, "--set")));
    return settings;
  }

  /** The texts alone, as {@link CollectorConfig#from} takes them. */
  public static Map<String, String> texts(Map<String, Setting> settings) {
    return settings.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text()));
  }

  /** The variable of a key, e.g. PHLEET_STATUS_INTERVAL. */
  public static String variable(String key) {
    return VARIABLE + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static String keyOf(String name) {
    Optional<Key> key =
        Arrays.stream(Key.values()).filter(k -> variable(k.text()).equals(name)).findFirst();
    if (key.isPresent()) {
      return key.get().text();
    }
    if (name.startsWith(KAFKA_VARIABLE) && name.length() > KAFKA_VARIABLE.length()) {
      // No key of Kafka's producer has anything but dots in it.
      return Key.KAFKA
          + name.substring(KAFKA_VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }
    List<String> known = Key.texts().stream().map(ConfigSources::variable).toList();
    throw new ConfigException(
        "the environment variable "
            + name
            + " is no key's"
            + Nearest.to(name, known).map(n -> ": did you mean " + n + "?").orElse("")
            + " (collector/README.md lists all keys)");
  }
}
