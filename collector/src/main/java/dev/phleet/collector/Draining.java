package dev.phleet.collector;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.publish.Backlog;
import dev.phleet.collector.publish.EventIntake;
import dev.phleet.collector.publish.EventQueue;
import java.time.Duration;

/**
 * When events are taken out of the kernel's ring. One that comes after a quiet moment is taken at
 * once. Those that follow it gather: to be woken for many costs less than to be woken for each, and
 * in the ring they cost nothing. For one thread.
 */
final class Draining {
  private static final Duration POLL = Duration.ofMillis(500);

  /** From one drain to the next while events come: so much later may an event be. */
  private static final Duration GATHER = Duration.ofMillis(150);

  private static final Duration CROWDED = Duration.ofMillis(20);

  private final Detector detector;
  private final EventIntake intake;
  private final Backlog backlog;
  private long drained = System.nanoTime() - GATHER.toNanos();

  /** Out of a detector, through an intake, into a queue. */
  Draining(Detector detector, EventIntake intake, EventQueue queue) {
    this.detector = detector;
    this.intake = intake;
    backlog = new Backlog(queue);
  }

  /** Waits for events, for a short time, and takes out what there is. */
  void next() {
    if (backlog.isLeftInRing(detector.ringFill(), System.nanoTime())) {
      rest();
    } else if (detector.await(POLL)) {
      Duration left = GATHER.minusNanos(System.nanoTime() - drained);
      if (left.toMillis() > 0) {
        detector.gather(left);
      }
      detector.poll(Duration.ZERO, intake);
      drained = System.nanoTime();
    }
  }

  private static void rest() {
    try {
      Thread.sleep(CROWDED.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
