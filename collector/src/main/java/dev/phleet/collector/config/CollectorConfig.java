package dev.phleet.collector.config;

import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.identity.IgnoreRules;
import dev.phleet.schemas.spelling.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/**
 * The collector's whole configuration.
 *
 * @param hostId stable identity of this host
 * @param hostName its name, for people
 * @param scope what is watched
 * @param topicsPrefix what every topic's name starts with
 * @param statusInterval time between two heartbeats
 * @param stateInterval time between two looks for profiles whose counters changed
 * @param pairsInterval time between two looks for profiles with new pairs; empty: none is taken
 * @param detector the detector's settings; the scope is put in when it starts
 * @param limits what is sized before the kernel side is loaded
 * @param profilesDirectory where profiles are kept; empty: they are not
 * @param saveInterval time between two savings of profiles
 * @param queueMax most events held while Kafka is slow or away
 * @param controlSocket where administrators reach it; empty: nowhere
 * @param operations how it is watched itself
 * @param ignore programs that are not watched
 * @param trainOnly whether no profile becomes normal by itself
 * @param kafka settings of producer and registry client, without the prefix
 */
public record CollectorConfig(
    String hostId,
    String hostName,
    ScopeConfig scope,
    String topicsPrefix,
    Duration statusInterval,
    Duration stateInterval,
    Optional<Duration> pairsInterval,
    Settings detector,
    Limits limits,
    Optional<Path> profilesDirectory,
    Duration saveInterval,
    int queueMax,
    Optional<Path> controlSocket,
    OperationsConfig operations,
    IgnoreRules ignore,
    boolean trainOnly,
    Map<String, String> kafka) {

  /** So long, in a dry start, does a profile wait until it is normal. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private static final List<String> KAFKA_EXAMPLES =
      List.of("kafka.bootstrap.servers", "kafka.schema.registry.url");

  /**
   * Reads a properties file.
   *
   * @throws ConfigException when it cannot be read or a line of it is wrong
   */
  public static Map<String, String> read(Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new ConfigException("cannot read " + file + ": " + unreadable + "; check --config");
    }
  }

  /**
   * Makes a configuration of the texts of its keys.
   *
   * @throws ConfigException when a key is unknown, missing, or its value does not fit
   */
  public static CollectorConfig from(Map<String, String> texts) {
    texts.keySet().forEach(CollectorConfig::requireKnown);
    Values values = new Values(texts);
    Map<String, String> kafka = new TreeMap<>();
    texts.forEach(
        (key, value) -> {
          if (key.startsWith(Key.KAFKA)) {
            kafka.put(
                key.substring(Key.KAFKA.length()),
                Credentials.ofService().fillIn(key, value.strip()));
          }
        });
    for (String needed : KAFKA_EXAMPLES) {
      if (!kafka.containsKey(needed.substring(Key.KAFKA.length()))) {
        throw new ConfigException(needed + " is missing: set it");
      }
    }
    return new CollectorConfig(
        values.isSet(Key.HOST_ID) ? values.text(Key.HOST_ID) : HostNames.machineId(),
        values.isSet(Key.HOST_NAME) ? values.text(Key.HOST_NAME) : HostNames.name(),
        ScopeConfig.from(values),
        texts.getOrDefault(Key.TOPICS_PREFIX.text(), Key.TOPICS_PREFIX.defaultText()).strip(),
        values.duration(Key.STATUS_INTERVAL),
        values.duration(Key.STATE_INTERVAL),
        values.durationOrOff(Key.PAIRS_INTERVAL),
        detector(values),
        new Limits(
            values.bytes(Key.RING_BYTES, 64 << 10, 256 << 20),
            values.number(Key.PROFILES_MAX, 1, 1 << 20)),
        profilesDirectory(texts),
        values.duration(Key.PROFILES_SAVE_INTERVAL),
        values.number(Key.QUEUE_MAX, 1, 10_000_000),
        controlSocket(texts),
        OperationsConfig.from(values),
        ignore(values),
        values.flag(Key.TRAIN_ONLY),
        Map.copyOf(kafka));
  }

  /**
   * Where profiles are kept, of a configuration that may be wrong otherwise; empty: nowhere.
   *
   * @throws ConfigException when it is no path
   */
  public static Optional<Path> profilesDirectory(Map<String, String> texts) {
    Key key = Key.PROFILES_DIRECTORY;
    String text = texts.getOrDefault(key.text(), key.defaultText()).strip();
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException impossible) {
      throw new ConfigException(key.text() + " = " + text + " is no path");
    }
  }

  /**
   * Where the collector is reached, of a configuration that may be wrong otherwise; empty: nowhere.
   *
   * @throws ConfigException when it is no path of a socket
   */
  public static Optional<Path> controlSocket(Map<String, String> texts) {
    Key key = Key.CONTROL_SOCKET;
    String text = texts.getOrDefault(key.text(), key.defaultText()).strip();
    // The system's limit of such a path is 108 bytes, one of them its end.
    if (!text.isEmpty() && (!text.startsWith("/") || text.length() > 107)) {
      throw new ConfigException(
          key.text() + " = " + text + " is not an absolute path of at most 107 bytes: correct it");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  static Settings detector(Values values) {
    int[] factor = values.ratio(Key.NORMAL_FACTOR);
    return Settings.defaults()
        .edit()
        .normalWait(values.flag(Key.TRAIN_ONLY) ? FOREVER : values.duration(Key.NORMAL_WAIT))
        .normalFactor(factor[0], factor[1])
        .anomalyLimit(values.number(Key.ANOMALY_LIMIT, 0, Integer.MAX_VALUE))
        .tolerizeLimit(values.number(Key.TOLERIZE_LIMIT, 0, 128))
        .windowLength(values.number(Key.WINDOW_LENGTH, 2, 9))
        .localityWindow(values.number(Key.LOCALITY_WINDOW, 1, 128))
        .signalFrames(values.number(Key.SIGNAL_FRAMES, 0, 3))
        .batch(values.number(Key.BATCH, 1, 1 << 20))
        .newSequences(values.flag(Key.NEW_SEQUENCES))
        .anomalyBudget(
            values.number(Key.ANOMALY_BURST, 0, 1_000_000),
            values.number(Key.ANOMALY_RATE, 0, 1_000_000))
        .profileScripts(values.flag(Key.PROFILES_PER_SCRIPT))
        .secondOpinions(values.flag(Key.GRAMS), values.flag(Key.CALL_SETS))
        .score(values.number(Key.SCORE_LIMIT, 0, 65_535), values.number(Key.DISTANCE_WEIGHT, 0, 16))
        .build();
  }

  private static IgnoreRules ignore(Values values) {
    List<String> digests = values.list(Key.IGNORE_DIGESTS);
    if (!digests.stream().allMatch(digest -> digest.matches("(sha256:)?[0-9a-f]{64}"))) {
      throw values.wrong(Key.IGNORE_DIGESTS, "sha256 digests of 64 small hexadecimal digits each");
    }
    try {
      return new IgnoreRules(
          values.list(Key.IGNORE_PATHS), digests, values.list(Key.IGNORE_CONTAINERS));
    } catch (PatternSyntaxException noGlob) {
      throw values.wrong(Key.IGNORE_PATHS, "a list of globs such as /opt/backup/**");
    }
  }

  private static Map<String, String> parse(String text) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = new StringReader(text)) {
      properties.load(reader);
    } catch (IllegalArgumentException malformed) {
      throw new ConfigException("the configuration holds a malformed escape: correct it");
    }
    Map<String, String> texts = new TreeMap<>();
    properties.forEach((key, value) -> texts.put(key.toString(), value.toString()));
    return texts;
  }

  private static void requireKnown(String key) {
    if (Key.of(key).isPresent() || (key.startsWith(Key.KAFKA) && key.length() > 6)) {
      return;
    }
    List<String> known = new ArrayList<>(Key.texts());
    known.addAll(KAFKA_EXAMPLES);
    throw new ConfigException(
        "unknown key "
            + key
            + Nearest.to(key, known).map(n -> ": did you mean " + n + "?").orElse("")
            + " (collector/README.md lists all keys)");
  }
}
