package dev.phleet.collector.publish;

import dev.phleet.collector.event.KernelEvent;
import dev.phleet.schemas.Topic;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounded queue between the thread that drains the kernel and the one that publishes. Putting in
 * never waits: what finds it full is counted by kind, and its number is used up. New sequences find
 * it full when a quarter of the room is left, which is for everything else.
 */
public final class EventQueue {
  private final Queue<Numbered> waiting = new ArrayDeque<>();
  private final int capacity;
  private final Sequencer sequencer;
  private final Map<String, LongAdder> overflow = new ConcurrentHashMap<>();

  /**
   * An empty queue.
   *
   * @param capacity most drafts that wait
   * @param sequencer what numbers them
   */
  public EventQueue(int capacity, Sequencer sequencer) {
    this.capacity = capacity;
    this.sequencer = sequencer;
  }

  /**
   * Numbers a draft, if it is one that has a number, and puts it in.
   *
   * @return false when the queue was full for it
   */
  public synchronized boolean offer(Draft draft) {
    boolean fits = put(draft);
    notifyAll();
    return fits;
  }

  /** The same with events of the kernel side, many at once: who takes them out is woken once. */
  synchronized void offerObserved(List<KernelEvent> events) {
    for (KernelEvent event : events) {
      put(new Draft.Observed(event));
    }
    notifyAll();
  }

  private boolean put(Draft draft) {
    // Under one lock, so that the order in the queue is the order of the numbers.
    long number = draft.isNumbered() ? sequencer.next(draft.topic()) : 0;
    int room = draft.givesWay() ? capacity - capacity / 4 : capacity;
    boolean fits = waiting.size() < room;
    if (fits) {
      waiting.add(new Numbered(draft, number));
    } else {
      overflow.computeIfAbsent(draft.label(), label -> new LongAdder()).increment();
    }
    return fits;
  }

  /** The number of a draft that went in without one, when its turn has come. */
  long number(Topic<?> topic) {
    return sequencer.next(topic);
  }

  /** Drafts that wait. */
  public synchronized int size() {
    return waiting.size();
  }

  /** Whether more than half of the room is taken: no time for what can wait. */
  public boolean isCrowded() {
    return size() > capacity / 2;
  }

  /** Drafts that found the queue full, by kind. */
  public Map<String, Long> overflow() {
    Map<String, Long> counts = new TreeMap<>();
    overflow.forEach((label, count) -> counts.put(label, count.sum()));
    return counts;
  }

  /**
   * Takes out what waits, the oldest first; waits for the first when there is nothing.
   *
   * @param batch where to put them
   * @param most how many at most
   * @param timeoutMillis how long to wait
   */
  synchronized void takeInto(Queue<Numbered> batch, int most, long timeoutMillis)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    for (long left = timeoutMillis; waiting.isEmpty() && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
    for (int taken = 0; taken < most && !waiting.isEmpty(); taken++) {
      batch.add(waiting.remove());
    }
  }

  /** Takes out the oldest; empty when there is nothing. Never waits. */
  synchronized Optional<Numbered> take() {
    return Optional.ofNullable(waiting.poll());
  }
}
