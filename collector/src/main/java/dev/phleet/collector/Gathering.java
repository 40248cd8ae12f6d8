package dev.phleet.collector;

import java.time.Duration;

/**
 * How long events that are in the kernel's ring are left there. One that comes after a quiet moment
 * is taken at once. Those that follow it gather: to be woken for many costs less than to be woken
 * for each, and in the ring they cost nothing. For one thread.
 */
final class Gathering {
  /** From one drain to the next while events come: so much later may an event be. */
  static final Duration LONGEST = Duration.ofMillis(150);

  private long drained;

  /**
   * Nothing was taken lately.
   *
   * @param nanoTime now, as System.nanoTime() has it
   */
  Gathering(long nanoTime) {
    drained = nanoTime - LONGEST.toNanos();
  }

  /** How long events that have come may still gather; zero or less: they are to be taken. */
  Duration left(long nanoTime) {
    return LONGEST.minusNanos(nanoTime - drained);
  }

  /** All that were there have been taken. */
  void drained(long nanoTime) {
    drained = nanoTime;
  }
}
