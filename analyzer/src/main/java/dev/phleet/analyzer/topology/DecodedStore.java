package dev.phleet.analyzer.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * A store whose hot entries are held decoded in front of the real one, and written to it when the
 * task commits: a head that ten anomalies a second change is encoded, put into RocksDB and sent to
 * the changelog once a commit, and never decoded. Kafka's own cache in this place holds bytes. An
 * entry that came and went between two commits is never written at all.
 *
 * <p>Only the thread that writes sees what is not written yet. Others, interactive queries, see
 * what the last commit wrote; where very much changes between two commits all of it is written
 * earlier, so that nobody sees half of a step. Values must be immutable, or left alone once they
 * are here but by the thread that writes.
 *
 * @param <V> what is kept
 */
final class DecodedStore<V> extends WrappedStateStore<KeyValueStore<String, V>, String, V>
    implements KeyValueStore<String, V>, HeldBack {
  /** Entries of a store that may wait to be written; a few MB. */
  static final int WAITING = 4000;

  // Beneath the part of the real store that encodes and measures the time of everything.
  private final KeyValueStore<Bytes, byte[]> rows;
  private final Serde<V> serde;
  private final WriteBack together;
  private final HeldEntries<V> held;
  private StateStoreContext context;
  private volatile Thread writer;

  /**
   * In front of a store that has no cache.
   *
   * @param serde how that store writes values
   * @param weight room that a value takes, as a multiple of that of a small one
   * @param together the others of its thread
   */
  DecodedStore(
      KeyValueStore<String, V> store, Serde<V> serde, ToIntFunction<V> weight, WriteBack together) {
    super(store);
    this.serde = serde;
    this.together = together;
    held = new HeldEntries<>(weight);
    rows = beneath(store);
  }

  @SuppressWarnings("unchecked")
  private static KeyValueStore<Bytes, byte[]> beneath(KeyValueStore<?, ?> store) {
    return ((WrappedStateStore<KeyValueStore<Bytes, byte[]>, ?, ?>) store).wrapped();
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
    if (!isOurs()) {
      return wrapped().get(key);
    }
    HeldEntries<V>.Slot slot = held.find(key);
    if (slot == null) {
      slot = held.hold(key, decoded(rows.get(HeldEntries.row(key))));
    }
    slot.use();
    return slot.value();
  }

  private V decoded(byte[] value) {
    return serde.deserializer().deserialize(name(), value);
  }

  @Override
  public void put(String key, V value) {
    if (!isOurs()) {
      writer = Thread.currentThread();
      held.moveTo(together.join(this));
    }
    held.put(key, value);
    if (held.changed().size() > WAITING) {
      writeChanged();
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

  /** Writes what has changed; nothing before the task has had its first record or tick. */
  @Override
  public void write() {
    // The changelog takes its time stamps from the record that is being processed.
    if (!held.changed().isEmpty() && context.recordMetadata().isPresent()) {
      writeChanged();
    }
  }

  private void writeChanged() {
    List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>(held.changed().size());
    for (HeldEntries<V>.Slot slot : held.changedInOrder().values()) {
      if (slot.value() != null || slot.isStored()) {
        batch.add(KeyValue.pair(slot.row(), encoded(slot.value())));
      }
    }
    held.written();
    if (!batch.isEmpty()) {
      rows.putAll(batch);
    }
  }

  private byte[] encoded(V value) {
    return value == null ? null : serde.serializer().serialize(name(), value);
  }

  @Override
  public void flushCache() {
    together.write();
  }

  @Override
  public void clearCache() {
    held.clear();
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
    if (!isOurs()) {
      return wrapped().range(from, to);
    }
    NavigableMap<byte[], HeldEntries<V>.Slot> inside = held.changedInOrder();
    Bytes begin = from == null ? null : HeldEntries.row(from);
    Bytes end = to == null ? null : HeldEntries.row(to);
    inside = begin == null ? inside : inside.tailMap(begin.get(), true);
    inside = end == null ? inside : inside.headMap(end.get(), true);
    return merged(rows.range(begin, end), inside.values());
  }

  @Override
  public KeyValueIterator<String, V> all() {
    return isOurs() ? merged(rows.all(), held.changedInOrder().values()) : wrapped().all();
  }

  @Override
  public <S extends Serializer<P>, P> KeyValueIterator<String, V> prefixScan(
      P prefix, S serializer) {
    if (!isOurs()) {
      return wrapped().prefixScan(prefix, serializer);
    }
    byte[] begin = serializer.serialize(name(), prefix);
    List<HeldEntries<V>.Slot> inside = new ArrayList<>();
    for (var each : held.changedInOrder().tailMap(begin, true).entrySet()) {
      byte[] row = each.getKey();
      if (!Arrays.equals(begin, 0, begin.length, row, 0, Math.min(begin.length, row.length))) {
        break;
      }
      inside.add(each.getValue());
    }
    return merged(rows.prefixScan(prefix, serializer), inside);
  }

  private KeyValueIterator<String, V> merged(
      KeyValueIterator<Bytes, byte[]> found, Collection<HeldEntries<V>.Slot> since) {
    List<MergedScan.Change<V>> changes = new ArrayList<>(since.size());
    since.forEach(s -> changes.add(new MergedScan.Change<>(s.key(), s.row(), s.value())));
    return new MergedScan<>(found, changes, this::current);
  }

  /** A value that is not to be decoded again if it is held. */
  private V current(String key, byte[] value) {
    HeldEntries<V>.Slot slot = held.find(key);
    return slot == null || slot.isChanged() || slot.value() == null ? decoded(value) : slot.value();
  }

  /** Writes what has changed first: nothing that is hot goes backwards. */
  @Override
  public KeyValueIterator<String, V> reverseRange(String from, String to) {
    if (isOurs()) {
      writeChanged();
    }
    return wrapped().reverseRange(from, to);
  }

  /** Writes what has changed first: nothing that is hot goes backwards. */
  @Override
  public KeyValueIterator<String, V> reverseAll() {
    if (isOurs()) {
      writeChanged();
    }
    return wrapped().reverseAll();
  }

  /** Of what is written. */
  @Override
  public long approximateNumEntries() {
    return wrapped().approximateNumEntries();
  }

  /** Keys of what has changed, for tests. */
  List<String> unwritten() {
    return held.changed().stream().map(HeldEntries.Slot::key).toList();
  }
}
