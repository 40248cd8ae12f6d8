package dev.phleet.analyzer.config;

import dev.phleet.analyzer.ocsf.FindingChoice;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.spelling.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a properties file into an {@link AnalyzerConfig}; whatever is wrong is a {@link
 * ConfigException}.
 */
public final class ConfigReader {
  /** What Kafka's keys begin with. */
  public static final String KAFKA = "kafka.";

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final int FAR = 3;
  private static final int LARGEST_LFC = 128;
  private static final Set<ConfigKey> MAY_BE_NOTHING =
      Set.of(ConfigKey.GAP_GRACE, ConfigKey.INCIDENT_GRACE, ConfigKey.STRANGER_PATIENCE);

  private final Map<String, String> values;

  private ConfigReader(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a file. */
  public static AnalyzerConfig read(Path file) {
    return read(texts(file));
  }

  /**
   * Reads a file and environment variables, which are stronger.
   *
   * @param file the file; empty: none
   * @param environment all environment variables
   */
  public static AnalyzerConfig read(Optional<Path> file, Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>(file.map(ConfigReader::texts).orElse(Map.of()));
    values.putAll(ConfigEnvironment.keys(environment));
    return read(values);
  }

  private static Map<String, String> texts(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(
          "Cannot read the configuration "
              + file
              + " ("
              + e
              + "): name a readable properties file with --config");
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k)));
    return values;
  }

  /** Reads keys and values. */
  public static AnalyzerConfig read(Map<String, String> values) {
    values.keySet().forEach(ConfigReader::known);
    return new ConfigReader(values).read();
  }

  private AnalyzerConfig read() {
    return new AnalyzerConfig(
        prefix(),
        truth(ConfigKey.TOPICS_CREATE),
        number(ConfigKey.SPREAD_HOSTS, 2),
        duration(ConfigKey.SPREAD_WINDOW),
        number(ConfigKey.SPREAD_UNSHARED, 1),
        duration(ConfigKey.INCIDENT_QUIET),
        duration(ConfigKey.INCIDENT_GRACE),
        duration(ConfigKey.INCIDENT_UPDATE),
        duration(ConfigKey.INCIDENT_RETENTION),
        duration(ConfigKey.CLOCK_AHEAD),
        duration(ConfigKey.GAP_GRACE),
        duration(ConfigKey.RUN_RETENTION),
        RulesConfig.read(this),
        duration(ConfigKey.HOST_RETENTION),
        duration(ConfigKey.FLEET_INTERVAL),
        findings(),
        stateDir(),
        HttpKeys.read(this::text, truth(ConfigKey.HTTP_ENABLED)),
        kafka());
  }

  private static void known(String key) {
    if (key.startsWith(KAFKA)) {
      KafkaKeys.slip(key.substring(KAFKA.length()))
          .ifPresent(meant -> unknown(key, "; did you mean '" + KAFKA + meant + "'?"));
    } else if (ConfigKey.named(key).isEmpty()) {
      List<String> keys = Arrays.stream(ConfigKey.values()).map(ConfigKey::key).toList();
      String hint =
          Nearest.to(key, keys, FAR + key.length() / FAR)
              .map(meant -> "; did you mean '" + meant + "'?")
              .orElse("; known keys are " + String.join(", ", keys) + " and kafka.*");
      unknown(key, hint);
    }
  }

  private static void unknown(String key, String hint) {
    throw new ConfigException("Unknown configuration key '" + key + "'" + hint);
  }

  private String text(ConfigKey key) {
    return values.getOrDefault(key.key(), key.byDefault()).strip();
  }

  private String prefix() {
    String prefix = text(ConfigKey.TOPICS_PREFIX);
    try {
      Topics.all().forEach(topic -> topic.nameWith(prefix));
    } catch (IllegalArgumentException e) {
      throw wrong(ConfigKey.TOPICS_PREFIX, "letters, digits, dots, underscores and hyphens");
    }
    return prefix;
  }

  boolean truth(ConfigKey key) {
    return switch (text(key)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, "true or false");
    };
  }

  int number(ConfigKey key, int least) {
    int most = key == ConfigKey.BURST_LFC ? LARGEST_LFC : Integer.MAX_VALUE;
    try {
      int number = Integer.parseInt(text(key));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong(
        key,
        most == Integer.MAX_VALUE
            ? "a whole number, " + least + " or more"
            : "a whole number from " + least + " to " + most);
  }

  Severity severity(ConfigKey key) {
    return switch (text(key)) {
      case "low" -> Severity.LOW;
      case "medium" -> Severity.MEDIUM;
      case "high" -> Severity.HIGH;
      case "critical" -> Severity.CRITICAL;
      default -> throw wrong(key, "low, medium, high or critical");
    };
  }

  Duration duration(ConfigKey key) {
    Matcher matcher = DURATION.matcher(text(key));
    if (!matcher.matches()) {
      throw wrong(key, "a duration like 500ms, 3s, 5m, 2h or 7d");
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (duration.isZero() && !MAY_BE_NOTHING.contains(key)) {
      throw wrong(key, "longer than nothing");
    }
    return duration;
  }

  private FindingChoice findings() {
    return switch (text(ConfigKey.OCSF_FINDINGS)) {
      case "none" -> FindingChoice.NONE;
      case "incidents" -> FindingChoice.INCIDENTS;
      case "all" -> FindingChoice.ALL;
      default -> throw wrong(ConfigKey.OCSF_FINDINGS, "none, incidents or all");
    };
  }

  private Path stateDir() {
    String dir = text(ConfigKey.STATE_DIR);
    if (!dir.isEmpty()) {
      return Path.of(dir);
    }
    return System.getProperty("user.name").equals("root")
        ? Path.of("/var/lib/phleet/analyzer")
        : Path.of(System.getProperty("user.home"), ".local/state/phleet/analyzer");
  }

  private Map<String, String> kafka() {
    Map<String, String> kafka = new TreeMap<>();
    kafka.put("bootstrap.servers", "localhost:9092");
    kafka.put("schema.registry.url", "http://localhost:8081");
    kafka.put("application.id", text(ConfigKey.TOPICS_PREFIX) + "analyzer");
    values.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA)) {
            kafka.put(key.substring(KAFKA.length()), value.strip());
          }
        });
    return kafka;
  }

  private ConfigException wrong(ConfigKey key, String expected) {
    return new ConfigException(
        "Configuration key '" + key.key() + "' is '" + text(key) + "' and must be " + expected);
  }
}
