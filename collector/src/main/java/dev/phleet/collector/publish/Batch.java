package dev.phleet.collector.publish;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Drafts that were taken from the queue together and are not delivered yet. For the publisher's
 * thread.
 */
final class Batch {
  private static final int POLL_MILLIS = 500;
  private static final int MOST = 1024;

  private final EventQueue queue;
  private final Queue<Numbered> taken = new ArrayDeque<>();

  /** An empty one. */
  Batch(EventQueue queue) {
    this.queue = queue;
  }

  /**
   * Takes what is in the queue; waits when there is nothing.
   *
   * @param inHurry whether to wait for nothing
   */
  void fill(boolean inHurry) throws InterruptedException {
    queue.takeInto(taken, MOST, inHurry ? 0 : POLL_MILLIS);
  }

  boolean isEmpty() {
    return taken.isEmpty();
  }

  /** The oldest one, taken out; null when there is none. */
  Numbered poll() {
    return taken.poll();
  }

  /** What was taken, and then what still is in the queue, one by one, without waiting. */
  Optional<Numbered> leftover() {
    return taken.isEmpty() ? queue.take() : Optional.of(taken.poll());
  }
}
