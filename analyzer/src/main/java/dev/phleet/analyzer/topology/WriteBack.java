package dev.phleet.analyzer.topology;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has all stores of one stream thread written when the first of its tasks commits. Kafka Streams
 * commits the tasks of a thread in one transaction but empties their caches one after the other,
 * and waits after each until the broker has everything: with thirty tasks thirty times. Like this
 * it waits once.
 */
final class WriteBack {
  private final Map<Thread, Set<DecodedStore<?>>> stores = new ConcurrentHashMap<>();

  /** Adds a store that the current thread has begun to write to. */
  void join(DecodedStore<?> store) {
    leave(store);
    stores.computeIfAbsent(Thread.currentThread(), thread -> new LinkedHashSet<>()).add(store);
  }

  /** Takes a store out that is closed or goes to another task. */
  void leave(DecodedStore<?> store) {
    Set<DecodedStore<?>> ours = stores.get(Thread.currentThread());
    if (ours != null) {
      ours.remove(store);
    }
  }

  /** Writes what has changed in all stores of the current thread. */
  void write() {
    Set<DecodedStore<?>> ours = stores.get(Thread.currentThread());
    if (ours != null) {
      // A copy: a failure while writing may close stores.
      new ArrayList<>(ours).forEach(DecodedStore::write);
    }
  }
}
