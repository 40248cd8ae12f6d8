package dev.phleet.lab.feed;

import dev.phleet.schemas.Topic;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record read back from Kafka.
 *
 * @param topic the topic
 * @param topicName its full name
 * @param key its key
 * @param value its value; empty for a tombstone, and when it cannot be read
 * @param problem why the value cannot be read; empty when it can
 */
public record Arrival(
    Topic<?> topic,
    String topicName,
    String key,
    Optional<SpecificRecord> value,
    Optional<String> problem) {

  /**
   * The value, when it is of that class.
   *
   * @param type the class
   * @return the value
   */
  public <V extends SpecificRecord> Optional<V> as(Class<V> type) {
    return value.filter(type::isInstance).map(type::cast);
  }
}
