package dev.phleet.analyzer.topology;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * A store whose hot entries are held decoded in front of the real one, and written to it when the
 * task commits: a head that ten anomalies a second change is encoded, put into RocksDB and sent to
 * the changelog once a commit, and never decoded. Kafka's own cache in this place holds bytes.
 *
 * <p>Only the thread that writes sees what is not written yet. Others, interactive queries, see
 * what the last commit wrote, and of a range that the writer has scanned since what it was then.
 * Values must be immutable, or left alone once they are here.
 *
 * @param <V> what is kept
 */
final class DecodedStore<V> extends WrappedStateStore<KeyValueStore<String, V>, String, V>
    implements KeyValueStore<String, V> {
  /** Entries held, in each store of each partition; a few MB at most. */
  static final int ROOM = 2000;

  private static final char LAST = '\uffff';

  private static final class Slot<V> {
    private V value;
    private boolean changed;

    Slot(V value) {
      this.value = value;
    }
  }

  private final WriteBack together;
  private final LinkedHashMap<String, Slot<V>> slots = new LinkedHashMap<>(16, 0.75f, true);
  // Sorted, since scans need what has changed in a range.
  private final NavigableMap<String, Slot<V>> changed = new TreeMap<>();
  private StateStoreContext context;
  private volatile Thread writer;

  /** In front of a store that has no cache; {@code together} with the others of its thread. */
  DecodedStore(KeyValueStore<String, V> store, WriteBack together) {
    super(store);
    this.together = together;
  }

  @Override
  public void init(StateStoreContext newContext, StateStore root) {
    context = newContext;
    super.init(newContext, root);
  }

  private boolean isOurs() {
    return writer == Thread.currentThread();
  }

  @Override
  public V get(String key) {
    return isOurs() ? slot(key).value : wrapped().get(key);
  }

  private Slot<V> slot(String key) {
    Slot<V> slot = slots.get(key);
    if (slot == null) {
      slot = new Slot<>(wrapped().get(key));
      hold(key, slot);
    }
    return slot;
  }

  private void hold(String key, Slot<V> slot) {
    slots.put(key, slot);
    if (slots.size() > ROOM) {
      Iterator<Map.Entry<String, Slot<V>>> oldest = slots.entrySet().iterator();
      Map.Entry<String, Slot<V>> out = oldest.next();
      if (out.getValue().changed) {
        changed.remove(out.getKey());
        write(out.getKey(), out.getValue());
      }
      oldest.remove();
    }
  }

  @Override
  public void put(String key, V value) {
    if (!isOurs()) {
      writer = Thread.currentThread();
      together.join(this);
    }
    Slot<V> slot = slots.get(key);
    if (slot == null) {
      slot = new Slot<>(value);
      hold(key, slot);
    }
    slot.value = value;
    if (!slot.changed) {
      slot.changed = true;
      changed.put(key, slot);
    }
  }

  @Override
  public V putIfAbsent(String key, V value) {
    V before = get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<String, V>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public V delete(String key) {
    V before = get(key);
    put(key, null);
    return before;
  }

  private void write(String key, Slot<V> slot) {
    slot.changed = false;
    wrapped().put(key, slot.value);
  }

  private void write(NavigableMap<String, Slot<V>> some) {
    if (isOurs()) {
      some.forEach(this::write);
      some.clear();
    }
  }

  /** Writes what has changed; nothing before the task has had its first record or tick. */
  void write() {
    // The changelog takes its time stamps from the record that is being processed.
    if (!changed.isEmpty() && context.recordMetadata().isPresent()) {
      write(changed);
    }
  }

  @Override
  public void flushCache() {
    together.write();
  }

  @Override
  public void clearCache() {
    slots.clear();
    changed.clear();
    together.leave(this);
    writer = null;
  }

  @Override
  public void close() {
    // What is not committed by now is not to be.
    clearCache();
    super.close();
  }

  @Override
  public KeyValueIterator<String, V> range(String from, String to) {
    if (isOurs()) {
      write(between(from, to));
    }
    return wrapped().range(from, to);
  }

  @Override
  public KeyValueIterator<String, V> reverseRange(String from, String to) {
    if (isOurs()) {
      write(between(from, to));
    }
    return wrapped().reverseRange(from, to);
  }

  private NavigableMap<String, Slot<V>> between(String from, String to) {
    NavigableMap<String, Slot<V>> above = from == null ? changed : changed.tailMap(from, true);
    return to == null ? above : above.headMap(to, true);
  }

  @Override
  public KeyValueIterator<String, V> all() {
    if (isOurs()) {
      write(changed);
    }
    return wrapped().all();
  }

  @Override
  public KeyValueIterator<String, V> reverseAll() {
    if (isOurs()) {
      write(changed);
    }
    return wrapped().reverseAll();
  }

  @Override
  public <S extends Serializer<P>, P> KeyValueIterator<String, V> prefixScan(
      P prefix, S serializer) {
    if (isOurs()) {
      write(between(prefix.toString(), prefix.toString() + LAST));
    }
    return wrapped().prefixScan(prefix, serializer);
  }

  /** Of what is written. */
  @Override
  public long approximateNumEntries() {
    return wrapped().approximateNumEntries();
  }

  /** Keys of what has changed, for tests. */
  List<String> unwritten() {
    return new ArrayList<>(changed.keySet());
  }
}
