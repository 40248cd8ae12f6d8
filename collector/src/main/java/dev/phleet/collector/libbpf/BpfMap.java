package dev.phleet.collector.libbpf;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A map of a {@link BpfObject}; keys and values are bytes in native order. It lives as long as its
 * object and has nothing to close.
 */
public final class BpfMap {
  private static final int ENOENT = 2;

  private final String name;
  private final Pointer map;
  private final int keySize;
  private final int valueSize;

  /** The descriptor once the object is loaded, which asks for it with every element. */
  private volatile int descriptor = -1;

  BpfMap(String name, Pointer map) {
    this.name = name;
    this.map = map;
    keySize = Libbpf.bpf_map__key_size(map);
    valueSize = Libbpf.bpf_map__value_size(map);
  }

  /** Name in the object. */
  public String name() {
    return name;
  }

  /** Bytes of a key. */
  public int keySize() {
    return keySize;
  }

  /** Bytes of a value. */
  public int valueSize() {
    return valueSize;
  }

  /** Capacity: elements, or bytes of a ring buffer. */
  public int maxEntries() {
    return Libbpf.bpf_map__max_entries(map);
  }

  /**
   * Sets the capacity; only before the object is loaded. A ring buffer's is rounded up to what the
   * kernel takes.
   */
  public void setMaxEntries(int entries) {
    Calls.status(
        "cannot size the map " + name, () -> Libbpf.bpf_map__set_max_entries(map, entries));
  }

  /** Leaves it out of the kernel; only before the object is loaded, with what refers to it. */
  public void leaveOut() {
    Calls.status(
        "cannot leave out the map " + name, () -> Libbpf.bpf_map__set_autocreate(map, false));
  }

  /** Reads one element; empty when there is none. */
  public Optional<byte[]> lookup(byte[] key) {
    byte[] value = new byte[valueSize];
    return lookup(key, value) ? Optional.of(value) : Optional.empty();
  }

  /**
   * Reads one element into memory that is there already.
   *
   * @param value where it goes; untouched when there is none
   * @return false when there is none
   */
  public boolean lookup(byte[] key, byte[] value) {
    int result = Libbpf.bpf_map_lookup_elem(fd(), sized(key), sizedValue(value));
    if (result == -ENOENT) {
      return false;
    }
    if (result < 0) {
      throw new LibbpfException("cannot read the map " + name, -result, "");
    }
    return true;
  }

  /** Writes one element, new or not. */
  public void update(byte[] key, byte[] value) {
    int result = Libbpf.bpf_map_update_elem(fd(), sized(key), sizedValue(value), 0);
    if (result < 0) {
      throw new LibbpfException("cannot write the map " + name, -result, "");
    }
  }

  /** Removes one element; false when there was none. */
  public boolean delete(byte[] key) {
    int result = Libbpf.bpf_map_delete_elem(fd(), sized(key));
    if (result < 0 && result != -ENOENT) {
      throw new LibbpfException("cannot delete from the map " + name, -result, "");
    }
    return result == 0;
  }

  /**
   * All keys. While programs add and remove elements, a key that stays is listed at least once, and
   * one that comes or goes may be missing; the list never grows past twice the capacity.
   */
  public List<byte[]> keys() {
    List<byte[]> keys = new ArrayList<>();
    long bound = 2L * maxEntries();
    byte[] previous = null;
    byte[] next = new byte[keySize];
    while (keys.size() < bound && Libbpf.bpf_map_get_next_key(fd(), previous, next) == 0) {
      keys.add(next);
      previous = next;
      next = new byte[keySize];
    }
    return keys;
  }

  int fd() {
    int known = descriptor;
    if (known < 0) {
      known = Libbpf.bpf_map__fd(map);
      descriptor = known;
    }
    return known;
  }

  private byte[] sized(byte[] key) {
    if (key.length != keySize) {
      throw new IllegalArgumentException(
          name + " has keys of " + keySize + " bytes, not " + key.length);
    }
    return key;
  }

  private byte[] sizedValue(byte[] value) {
    if (value.length != valueSize) {
      throw new IllegalArgumentException(
          name + " holds values of " + valueSize + " bytes, not " + value.length);
    }
    return value;
  }
}
