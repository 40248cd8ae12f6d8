package dev.phleet.collector.publish;

import dev.phleet.schemas.Topic;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounded queue between the thread that drains the kernel and the one that publishes. Putting in
 * never waits: what finds it full is counted by kind, and its number is used up. New sequences find
 * it full when a quarter of the room is left, which is for everything else.
 */
public final class EventQueue {
  private final BlockingQueue<Numbered> queue;
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
    queue = new ArrayBlockingQueue<>(capacity);
    this.capacity = capacity;
    this.sequencer = sequencer;
  }

  /**
   * Numbers a draft, if it is one that has a number, and puts it in.
   *
   * @return false when the queue was full for it
   */
  public synchronized boolean offer(Draft draft) {
    // Under one lock, so that the order in the queue is the order of the numbers.
    long number = draft.isNumbered() ? sequencer.next(draft.topic()) : 0;
    boolean room = !draft.givesWay() || queue.size() < capacity - capacity / 4;
    boolean fits = room && queue.offer(new Numbered(draft, number));
    if (!fits) {
      overflow.computeIfAbsent(draft.label(), label -> new LongAdder()).increment();
    }
    return fits;
  }

  /** The number of a draft that went in without one, when its turn has come. */
  long number(Topic<?> topic) {
    return sequencer.next(topic);
  }

  /** Drafts that wait. */
  public int size() {
    return queue.size();
  }

  /** Whether more than half of the room is taken: no time for what can wait. */
  public boolean isCrowded() {
    return queue.size() > capacity / 2;
  }

  /** Drafts that found the queue full, by kind. */
  public Map<String, Long> overflow() {
    Map<String, Long> counts = new TreeMap<>();
    overflow.forEach((label, count) -> counts.put(label, count.sum()));
    return counts;
  }

  /**
   * Moves drafts that wait: to take many at a time is less work than to take each, because it has
   * to be agreed with who puts in.
   */
  void takeInto(Queue<Numbered> batch, int most) {
    queue.drainTo(batch, most);
  }

  Optional<Numbered> take(long timeoutMillis) throws InterruptedException {
    return Optional.ofNullable(queue.poll(timeoutMillis, TimeUnit.MILLISECONDS));
  }
}
