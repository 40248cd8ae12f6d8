package dev.phleet.collector.publish;

import dev.phleet.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record as it goes to a topic.
 *
 * @param topic topic
 * @param key key of the record
 * @param value value; null when the key is gone
 */
public record Outgoing(Topic<?> topic, String key, SpecificRecord value) {}
