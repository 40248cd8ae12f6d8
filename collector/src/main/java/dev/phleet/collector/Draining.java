package dev.phleet.collector;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.publish.Backlog;
import dev.phleet.collector.publish.EventIntake;
import dev.phleet.collector.publish.EventQueue;
import java.time.Duration;

/** Takes events out of the kernel's ring, when it is time to. For one thread. */
final class Draining {
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Duration CROWDED = Duration.ofMillis(20);

  private final Detector detector;
  private final EventIntake intake;
  private final Backlog backlog;
  private final Gathering gathering = new Gathering(System.nanoTime());

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
      Duration left = gathering.left(System.nanoTime());
      if (left.toMillis() > 0) {
        detector.gather(left);
      }
      detector.poll(Duration.ZERO, intake);
      gathering.drained(System.nanoTime());
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
