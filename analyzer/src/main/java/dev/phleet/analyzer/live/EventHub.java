package dev.phleet.analyzer.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Passes on what happens to everybody who listens, and keeps the newest events for those who come
 * back. Never waits for a listener.
 */
public final class EventHub implements AutoCloseable {
  /** Every type of event. */
  public static final Set<String> TYPES = Set.of("incident", "host", "fleet-profile", "anomaly");

  private final String run = UUID.randomUUID().toString();
  private final int listenersAtMost;
  private final int capacity;
  private final Deque<LiveEvent> newest = new ArrayDeque<>();
  private final List<Subscription> listeners = new ArrayList<>();
  private long published;
  private long dropped;
  private long refused;
  private boolean closed;

  /**
   * Nobody listens yet.
   *
   * @param listenersAtMost how many may listen
   * @param capacity how many events may wait for one, and how many are kept for those who come back
   */
  public EventHub(int listenersAtMost, int capacity) {
    this.listenersAtMost = listenersAtMost;
    this.capacity = capacity;
  }

  /** Passes an event on; its data is JSON, or null. */
  public synchronized void publish(String type, String key, String data) {
    LiveEvent event = new LiveEvent(run + "-" + ++published, type, key, data);
    newest.addLast(event);
    if (newest.size() > capacity) {
      newest.removeFirst();
    }
    int before = listeners.size();
    listeners.removeIf(listener -> !listener.offer(event));
    dropped += before - listeners.size();
  }

  /**
   * Starts listening.
   *
   * @param types what is of interest
   * @param lastSeen id of the last event that the listener has seen; empty: it starts anew
   * @return empty when too many listen already
   */
  public synchronized Optional<Joined> join(Set<String> types, Optional<String> lastSeen) {
    if (closed || listeners.size() >= listenersAtMost) {
      refused++;
      return Optional.empty();
    }
    Subscription listener = new Subscription(types, capacity);
    boolean whole = lastSeen.map(id -> replay(id, listener)).orElse(true);
    listeners.add(listener);
    return Optional.of(new Joined(listener, whole));
  }

  /**
   * A listener has joined.
   *
   * @param events what it hears
   * @param whole whether it misses nothing that came after what it had seen last
   */
  public record Joined(Subscription events, boolean whole) {}

  private boolean replay(String lastSeen, Subscription listener) {
    if (lastSeen.equals(run + "-" + published)) {
      return true;
    }
    boolean found = newest.stream().anyMatch(event -> event.id().equals(lastSeen));
    boolean after = false;
    for (LiveEvent event : newest) {
      if (found && after) {
        listener.offer(event);
      }
      after |= event.id().equals(lastSeen);
    }
    return found;
  }

  /** Stops listening. */
  public synchronized void leave(Subscription listener) {
    listener.close();
    listeners.remove(listener);
  }

  /** How many listen. */
  public synchronized int listeners() {
    return listeners.size();
  }

  /** Events passed on. */
  public synchronized long published() {
    return published;
  }

  /** Listeners dropped because they were too slow. */
  public synchronized long dropped() {
    return dropped;
  }

  /** Listeners refused because there were too many. */
  public synchronized long refused() {
    return refused;
  }

  @Override
  public synchronized void close() {
    closed = true;
    listeners.forEach(Subscription::close);
    listeners.clear();
  }
}
