package dev.phleet.analyzer.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.utils.Bytes;

/**
 * The entries of a {@link DecodedStore} that are held in memory, and which of them have changed.
 * Those that have not may go when the thread's room is needed for others.
 *
 * @param <V> what is kept
 */
final class HeldEntries<V> {
  /** An entry; what has changed in it and is not written yet is not let go. */
  final class Slot extends SecondChance.Entry {
    private final String key;
    private V value;
    private boolean changed;
    private boolean stored;

    private Slot(String key, V value, boolean stored) {
      this.key = key;
      this.value = value;
      this.stored = stored;
    }

    String key() {
      return key;
    }

    /** Null when there is no such entry. */
    V value() {
      return value;
    }

    /** Whether it differs from what the store beneath has. */
    boolean isChanged() {
      return changed;
    }

    /** Whether the store beneath has the key, or may have it. */
    boolean isStored() {
      return stored;
    }

    /** The key as the store beneath has it. */
    Bytes row() {
      return HeldEntries.row(key);
    }

    private int weigh() {
      return value == null ? 1 : weight.applyAsInt(value);
    }

    @Override
    boolean mayGo() {
      return !changed;
    }

    @Override
    void go() {
      slots.remove(key);
    }
  }

  private final ToIntFunction<V> weight;
  private final Map<String, Slot> slots = new HashMap<>();
  private final List<Slot> changed = new ArrayList<>();
  // What has changed in the order of the store beneath, with which scans merge it, once one does.
  private NavigableMap<byte[], Slot> sorted;
  private SecondChance room;

  /** None yet; {@code weight} is the room that a value takes. */
  HeldEntries(ToIntFunction<V> weight) {
    this.weight = weight;
  }

  /** A key as the store beneath has it. */
  static Bytes row(String key) {
    return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
  }

  /** Where entries are held from now on. */
  void moveTo(SecondChance newRoom) {
    room = newRoom;
  }

  /** The entry, or null when it is not held. */
  Slot find(String key) {
    return slots.get(key);
  }

  /** Holds what the store beneath has; {@code value} is null when it has nothing. */
  Slot hold(String key, V value) {
    return hold(key, value, value != null);
  }

  private Slot hold(String key, V value, boolean stored) {
    Slot slot = new Slot(key, value, stored);
    slots.put(key, slot);
    room.add(slot, slot.weigh());
    return slot;
  }

  /** Changes an entry; null takes it away. */
  void put(String key, V value) {
    Slot slot = slots.get(key);
    if (slot == null) {
      slot = hold(key, value, true);
    } else {
      slot.value = value;
      slot.use();
      room.weigh(slot, slot.weigh());
    }
    if (!slot.changed) {
      slot.changed = true;
      changed.add(slot);
      if (sorted != null) {
        sorted.put(slot.row().get(), slot);
      }
    }
  }

  /** Those that have changed. */
  List<Slot> changed() {
    return changed;
  }

  /** Those that have changed, in the order of the store beneath. */
  NavigableMap<byte[], Slot> changedInOrder() {
    if (sorted == null) {
      sorted = new TreeMap<>(Arrays::compareUnsigned);
      changed.forEach(slot -> sorted.put(slot.row().get(), slot));
    }
    return sorted;
  }

  /** Those that have changed are written. */
  void written() {
    for (Slot slot : changed) {
      slot.changed = false;
      slot.stored = slot.value != null;
    }
    changed.clear();
    sorted = null;
  }

  /** Lets all of them go, written or not. */
  void clear() {
    slots.values().forEach(slot -> room.remove(slot));
    slots.clear();
    changed.clear();
    sorted = null;
  }
}
