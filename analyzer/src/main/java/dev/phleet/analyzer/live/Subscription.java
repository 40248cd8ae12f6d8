package dev.phleet.analyzer.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one listener. An event about something replaces the one that still waits, so a
 * listener who is slow sees less of what lies between but always the newest; one who is so slow
 * that more different things wait than fit is dropped.
 */
public final class Subscription {
  private final Set<String> types;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Map<List<String>, LiveEvent> waiting = new LinkedHashMap<>();
  private boolean closed;

  Subscription(Set<String> types, int capacity) {
    this.types = Set.copyOf(types);
    this.capacity = capacity;
  }

  /** Takes an event, or drops the listener; returns whether it still listens. */
  boolean offer(LiveEvent event) {
    if (!types.contains(event.type())) {
      return true;
    }
    lock.lock();
    try {
      List<String> about = List.of(event.type(), event.key());
      waiting.remove(about);
      waiting.put(about, event);
      if (waiting.size() > capacity) {
        waiting.clear();
        closed = true;
      }
      arrived.signalAll();
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What waits, oldest first.
   *
   * @param patience how long to wait for the first
   * @param most how many at most
   * @return the events; empty when there were none or it is closed
   */
  public List<LiveEvent> take(Duration patience, int most) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed && nanos > 0) {
        nanos = arrived.awaitNanos(nanos);
      }
      List<LiveEvent> taken = new ArrayList<>();
      Iterator<LiveEvent> all = waiting.values().iterator();
      while (all.hasNext() && taken.size() < most) {
        taken.add(all.next());
        all.remove();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Whether no more will come. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
