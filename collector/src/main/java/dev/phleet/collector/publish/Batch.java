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
  private static final int GATHER_MILLIS = 40;
  private static final int MOST = 256;

  private final EventQueue queue;
  private final Queue<Numbered> taken = new ArrayDeque<>();

  /** Whether there was something to take a moment ago. */
  private boolean busy;

  /** An empty one. */
  Batch(EventQueue queue) {
    this.queue = queue;
  }

  /**
   * Takes what is in the queue; waits when there is nothing. Events that follow others may gather
   * for a moment first: to be woken by each costs more than to send it.
   *
   * @param inHurry whether to wait for nothing
   */
  void fill(boolean inHurry) throws InterruptedException {
    if (busy && !inHurry && queue.size() < MOST) {
      Thread.sleep(GATHER_MILLIS);
    }
    queue.takeInto(taken, MOST);
    if (taken.isEmpty()) {
      queue.take(inHurry ? 0 : POLL_MILLIS).ifPresent(taken::add);
    }
    busy = !taken.isEmpty();
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
    try {
      return taken.isEmpty() ? queue.take(0) : Optional.of(taken.poll());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
