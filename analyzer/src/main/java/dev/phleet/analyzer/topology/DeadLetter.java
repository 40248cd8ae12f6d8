package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.topology.Read.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A record that could not be used, as it came, with the reason and where it came from in headers.
 * It is cut where it would be too large to be written back with them: a record that cannot be
 * written stops the stream.
 */
final class DeadLetter {
  /** Why, in a word. */
  static final String REASON = "phleet.reason";

  /** Why, for people. */
  static final String MESSAGE = "phleet.message";

  /** Topic it came from. */
  static final String TOPIC = "phleet.topic";

  /** Partition it came from. */
  static final String PARTITION = "phleet.partition";

  /** Its offset there. */
  static final String OFFSET = "phleet.offset";

  /** Its time there, milliseconds. */
  static final String TIMESTAMP = "phleet.timestamp";

  /** Its original size in bytes, when it was cut. */
  static final String CUT = "phleet.cut-from-bytes";

  private static final int LARGEST_VALUE = 900_000;
  private static final int LARGEST_KEY = 64_000;
  private static final int LONGEST_MESSAGE = 500;

  private DeadLetter() {}

  static <T> Record<byte[], Read<T>> of(
      Record<byte[], byte[]> record,
      Optional<RecordMetadata> origin,
      String reason,
      String message) {
    Headers headers = new RecordHeaders();
    put(headers, REASON, reason);
    put(headers, MESSAGE, message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    origin.ifPresent(
        from -> {
          put(headers, TOPIC, from.topic());
          put(headers, PARTITION, Integer.toString(from.partition()));
          put(headers, OFFSET, Long.toString(from.offset()));
        });
    put(headers, TIMESTAMP, Long.toString(record.timestamp()));
    int size = length(record.key()) + length(record.value());
    byte[] key = cut(record.key(), LARGEST_KEY);
    byte[] value = cut(record.value(), LARGEST_VALUE);
    if (length(key) + length(value) < size) {
      put(headers, CUT, Integer.toString(size));
    }
    return new Record<>(key, new Rejected<>(value), record.timestamp(), headers);
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static byte[] cut(byte[] bytes, int limit) {
    return length(bytes) <= limit ? bytes : Arrays.copyOf(bytes, limit);
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
