package dev.phleet.collector;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.publish.Backlog;
import dev.phleet.collector.publish.EventIntake;
import dev.phleet.collector.publish.EventQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Takes events out of the kernel's ring, when it is time to. For one thread.
 *
 * <p>Any thread may have something {@linkplain #execute done} once the events of before are in the
 * queue. Who has read a profile knows it as it is, while the event that it was made may still be in
 * the ring: told of at once, it would be followed by what it was before.
 */
final class Draining implements Executor {
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Duration CROWDED = Duration.ofMillis(20);

  private final Detector detector;
  private final EventIntake intake;
  private final Backlog backlog;
  private final Gathering gathering = new Gathering(System.nanoTime());
  private final Queue<Runnable> following = new ConcurrentLinkedQueue<>();

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
      return;
    }
    if (detector.await(POLL)) {
      gather();
    }
    List<Runnable> due = takeFollowing();
    if (detector.poll(Duration.ZERO, intake) > 0) {
      gathering.drained(System.nanoTime());
    }
    due.forEach(Runnable::run);
  }

  private void gather() {
    Duration left = gathering.left(System.nanoTime());
    if (left.toMillis() > 0) {
      detector.gather(left);
    }
  }

  /** Has something done when all events that are in the ring now are in the queue. */
  @Override
  public void execute(Runnable task) {
    following.add(task);
  }

  /** Taken before the ring is: what came before them is in it by then. */
  private List<Runnable> takeFollowing() {
    List<Runnable> due = new ArrayList<>();
    for (Runnable next = following.poll(); next != null; next = following.poll()) {
      due.add(next);
    }
    return due;
  }

  private static void rest() {
    try {
      Thread.sleep(CROWDED.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
