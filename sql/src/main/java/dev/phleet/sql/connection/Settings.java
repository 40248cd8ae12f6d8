package dev.phleet.sql.connection;

import dev.phleet.schemas.Topics;
import dev.phleet.sql.engine.SqlException;
import dev.phleet.sql.table.Source;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where the topics are, put together from what is given, the weakest first: defaults, a
 * configuration file of a collector or analyzer, {@code --set}, and the options for the three that
 * are needed most.
 */
public final class Settings {
  private static final String KAFKA = "kafka.";
  private static final String PREFIX = "topics.prefix";
  private static final String SERVERS = "bootstrap.servers";
  private static final String REGISTRY = "schema.registry.url";

  private final Map<String, String> texts = new TreeMap<>();

  /** The defaults: everything on this machine. */
  public Settings() {
    texts.put(PREFIX, Topics.DEFAULT_PREFIX);
    texts.put(KAFKA + SERVERS, "127.0.0.1:9092");
    texts.put(KAFKA + REGISTRY, "http://127.0.0.1:8081");
  }

  /**
   * Takes what counts from a properties file: {@code topics.prefix} and {@code kafka.*}; the rest
   * is for the program whose file it is.
   *
   * @throws SqlException when it cannot be read
   */
  public Settings file(Path file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new SqlException("cannot read " + file + ": " + unreadable + "; check --config");
    }
    properties.forEach(
        (key, value) -> {
          if (counts(key.toString())) {
            texts.put(key.toString(), value.toString().strip());
          }
        });
    return this;
  }

  /**
   * Sets one key.
   *
   * @throws SqlException when there is no such key
   */
  public Settings set(String key, String value) {
    if (!counts(key)) {
      throw new SqlException(
          "there is no key " + key + " for --set: it takes " + PREFIX + " and " + KAFKA + "*");
    }
    texts.put(key, value);
    return this;
  }

  /** Sets what an option gives, if it is given. */
  public Settings options(
      Optional<String> servers, Optional<String> registry, Optional<String> prefix) {
    servers.ifPresent(value -> texts.put(KAFKA + SERVERS, value));
    registry.ifPresent(value -> texts.put(KAFKA + REGISTRY, value));
    prefix.ifPresent(value -> texts.put(PREFIX, value));
    return this;
  }

  /**
   * All of it.
   *
   * @param bounded whether to stop at what is there now
   * @throws SqlException when the prefix makes names that no topic can have
   */
  public Source source(boolean bounded) {
    Map<String, String> kafka = new TreeMap<>();
    Map<String, String> registry = new TreeMap<>();
    texts.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA)) {
            String name = key.substring(KAFKA.length());
            (isRegistrys(name) ? registry : kafka).put(name, value);
          }
        });
    String prefix = texts.get(PREFIX);
    try {
      Topics.all().forEach(topic -> topic.nameWith(prefix));
    } catch (IllegalArgumentException illegal) {
      throw new SqlException(illegal.getMessage(), illegal);
    }
    return new Source(kafka, registry.remove(REGISTRY), registry, prefix, bounded);
  }

  private static boolean counts(String key) {
    return key.equals(PREFIX) || (key.startsWith(KAFKA) && key.length() > KAFKA.length());
  }

  private static boolean isRegistrys(String name) {
    return name.startsWith("schema.registry.")
        || name.startsWith("basic.auth.")
        || name.startsWith("bearer.auth.");
  }
}
