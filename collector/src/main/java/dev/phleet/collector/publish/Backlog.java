package dev.phleet.collector.publish;

import java.time.Duration;

/**
 * Whether events stay in the kernel's ring for a moment: a burst that fills the queue faster than
 * it is published then has the room of both. Only for a moment, because a new program has to be
 * looked at while it runs, and when Kafka is away, waiting makes no room. For one thread.
 */
public final class Backlog {
  private static final Duration MOMENT = Duration.ofSeconds(2);

  /** The rest of the ring is for what comes while this thread waits for a processor. */
  private static final double ENOUGH_ROOM = 0.5;

  private final EventQueue queue;
  private boolean crowded;
  private long since;

  /** Of a queue and the ring before it. */
  public Backlog(EventQueue queue) {
    this.queue = queue;
  }

  /**
   * Whether to leave the ring alone for now.
   *
   * @param ringFill how full the ring is, from 0 to 1
   * @param nanoTime now, as System.nanoTime() has it
   */
  public boolean isLeftInRing(double ringFill, long nanoTime) {
    if (!queue.isCrowded()) {
      crowded = false;
      return false;
    }
    if (!crowded) {
      crowded = true;
      since = nanoTime;
    }
    return ringFill < ENOUGH_ROOM && nanoTime - since < MOMENT.toNanos();
  }
}
