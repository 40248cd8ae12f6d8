package dev.phleet.analyzer.topology;

/**
 * What came of a record's bytes.
 *
 * @param <T> class of the event
 */
sealed interface Read<T> {
  /**
   * An event that can be true.
   *
   * @param key the record's key
   * @param event the event; null for a tombstone
   */
  record Accepted<T>(String key, T event) implements Read<T> {}

  /**
   * Bytes for the dead letters; the reason is in the record's headers.
   *
   * @param bytes the value as it came; may be null
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on as it is, never compared.
  record Rejected<T>(byte[] bytes) implements Read<T> {}
}
