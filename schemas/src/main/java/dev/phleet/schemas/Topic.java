package dev.phleet.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One topic: its name without the prefix, what is on it and how the broker is to keep it.
 *
 * @param name name without the prefix, e.g. {@code anomalies}
 * @param valueType class of the values: an event class, {@code byte[]} where bytes are kept as they
 *     came, or {@code String} for JSON
 * @param key what the key is, in words; keys are strings (UTF-8) except on dead-letters
 * @param cleanup what the broker removes
 * @param retention how long a record is kept; empty when the age of a record does not matter
 * @param partitions partitions that the topic is created with
 * @param <V> type of the values
 */
public record Topic<V>(
    String name,
    Class<V> valueType,
    String key,
    Cleanup cleanup,
    Optional<Duration> retention,
    int partitions) {

  /** What the broker removes from a topic: Kafka's {@code cleanup.policy}. */
  public enum Cleanup {
    /** Records older than the retention. */
    DELETE("delete"),
    /** All but the newest record of each key. */
    COMPACT("compact"),
    /** Both. */
    COMPACT_AND_DELETE("compact,delete");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }

    /** The value of Kafka's {@code cleanup.policy}. */
    public String policy() {
      return policy;
    }
  }

  private static final int LONGEST_NAME = 249;
  private static final Pattern LEGAL_NAME = Pattern.compile("[a-zA-Z0-9._-]+");

  /**
   * @throws NullPointerException when a part is missing
   * @throws IllegalArgumentException when there is not at least one partition
   */
  public Topic {
    Objects.requireNonNull(name);
    Objects.requireNonNull(valueType);
    Objects.requireNonNull(key);
    Objects.requireNonNull(cleanup);
    Objects.requireNonNull(retention);
    if (partitions < 1) {
      throw new IllegalArgumentException("Topic " + name + " needs at least one partition.");
    }
  }

  /**
   * The name on the broker.
   *
   * @param prefix what stands before the name, {@link Topics#DEFAULT_PREFIX} by default; may be
   *     empty
   * @throws IllegalArgumentException when Kafka would not take the name
   */
  public String nameWith(String prefix) {
    String full = prefix + name;
    if (full.length() > LONGEST_NAME || !LEGAL_NAME.matcher(full).matches()) {
      throw new IllegalArgumentException(
          "Topic prefix '"
              + prefix
              + "' makes the illegal topic name '"
              + full
              + "': use only letters, digits, '.', '_' and '-', at most "
              + LONGEST_NAME
              + " characters in all.");
    }
    return full;
  }

  /** The topic's settings on the broker, by Kafka's own names. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("cleanup.policy", cleanup.policy());
    retention.ifPresent(age -> settings.put("retention.ms", Long.toString(age.toMillis())));
    if (cleanup != Cleanup.DELETE) {
      // The segment being written is never compacted, and by default it lives for a week.
      settings.put("segment.ms", Long.toString(Duration.ofHours(1).toMillis()));
    }
    return Map.copyOf(settings);
  }
}
