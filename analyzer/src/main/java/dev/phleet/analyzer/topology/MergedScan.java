package dev.phleet.analyzer.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * What a store has in a range, and what has changed in it and is not written yet, as one sorted
 * sequence: as it was when the scan began.
 *
 * @param <V> what is kept
 */
final class MergedScan<V> implements KeyValueIterator<String, V> {
  /**
   * An entry that has changed.
   *
   * @param key its key
   * @param row the key as the store has it
   * @param value what it is now; null when it is no more
   */
  record Change<V>(String key, Bytes row, V value) {}

  private final KeyValueIterator<Bytes, byte[]> found;
  private final Iterator<Change<V>> changes;
  private final BiFunction<String, byte[], V> decode;
  private Change<V> change;
  private KeyValue<String, V> next;

  /**
   * Merges.
   *
   * @param found what the store has, sorted by key
   * @param sorted what has changed, sorted by the bytes of the keys
   * @param decode what a key and a value of the store's say
   */
  MergedScan(
      KeyValueIterator<Bytes, byte[]> found,
      List<Change<V>> sorted,
      BiFunction<String, byte[], V> decode) {
    this.found = found;
    this.decode = decode;
    changes = sorted.iterator();
    change = nextChange();
    next = advance();
  }

  private Change<V> nextChange() {
    return changes.hasNext() ? changes.next() : null;
  }

  private KeyValue<String, V> advance() {
    while (change != null || found.hasNext()) {
      int order = order();
      if (order < 0) {
        KeyValue<Bytes, byte[]> entry = found.next();
        String key = new String(entry.key.get(), StandardCharsets.UTF_8);
        return KeyValue.pair(key, decode.apply(key, entry.value));
      }
      if (order == 0) {
        found.next();
      }
      Change<V> now = change;
      change = nextChange();
      if (now.value() != null) {
        return KeyValue.pair(now.key(), now.value());
      }
    }
    return null;
  }

  /** Below zero when the store's entry comes first, zero when both are about one key. */
  private int order() {
    if (!found.hasNext()) {
      return 1;
    }
    return change == null
        ? -1
        : Arrays.compareUnsigned(found.peekNextKey().get(), change.row().get());
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public String peekNextKey() {
    return required().key;
  }

  @Override
  public KeyValue<String, V> next() {
    KeyValue<String, V> now = required();
    next = advance();
    return now;
  }

  private KeyValue<String, V> required() {
    if (next == null) {
      throw new NoSuchElementException("the scan is over");
    }
    return next;
  }

  @Override
  public void close() {
    found.close();
  }
}
