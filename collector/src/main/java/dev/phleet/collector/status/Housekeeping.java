package dev.phleet.collector.status;

import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.publish.DeliveryLedger;
import dev.phleet.collector.publish.EventQueue;
import dev.phleet.schemas.event.CollectorPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done every few seconds: heartbeat, refresh of profiles, freeing of forgotten pairs, a
 * look at the clocks.
 */
public final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final Detector detector;
  private final Heartbeats heartbeats;
  private final Refresher refresher;
  private final BootClock clock;
  private final EventQueue queue;
  private final DeliveryLedger ledger;
  private final Growth growth;
  private final Slimming slimming;
  private final List<Future<?>> scheduled = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "housekeeping");
            thread.setDaemon(true);
            return thread;
          });

  /** Does nothing until {@link #start}. */
  public Housekeeping(
      Detector detector,
      Heartbeats heartbeats,
      BootClock clock,
      EventQueue queue,
      DeliveryLedger ledger,
      Growth growth) {
    this.detector = detector;
    this.heartbeats = heartbeats;
    this.refresher = new Refresher(clock, queue);
    this.clock = clock;
    this.queue = queue;
    this.ledger = ledger;
    this.growth = growth;
    this.slimming = new Slimming(queue);
  }

  /** The first heartbeat: nothing is attached yet. */
  public void starting() {
    heartbeats.beat(CollectorPhase.STARTING, List.of());
  }

  /**
   * Begins, with a heartbeat at once: everything is attached.
   *
   * @param status time between two heartbeats
   * @param state time between two refreshes
   */
  public void start(Duration status, Duration state) {
    heartbeats.beat(CollectorPhase.RUNNING, detector.profiles());
    schedule(status, state);
  }

  /** The same with other intervals, from now on. */
  public void change(Duration status, Duration state) {
    schedule(status, state);
  }

  private synchronized void schedule(Duration status, Duration state) {
    scheduled.forEach(task -> task.cancel(false));
    scheduled.clear();
    every(status, this::beat);
    every(status, slimming::look);
    every(state, () -> refresher.refresh(detector.profiles()));
    every(state, detector::reclaim);
    every(state, () -> growth.sample(detector.profiles(), clock.now()));
  }

  /** The last heartbeat of an orderly stop, after everything else was put into the queue. */
  public void stopped() {
    close();
    List<ProfileRow> profiles = detector.profiles();
    refresher.refresh(profiles);
    heartbeats.beat(CollectorPhase.STOPPED, profiles);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("housekeeping did not end within 5 s");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    clock.measure();
    // While nothing is delivered, one heartbeat that waits says as much as a hundred.
    boolean waiting = !ledger.isReachable() && queue.size() + ledger.inFlight() > 0;
    if (!waiting) {
      heartbeats.beat(CollectorPhase.RUNNING, detector.profiles());
    }
  }

  private void every(Duration interval, Runnable task) {
    long millis = interval.toMillis();
    scheduled.add(
        timer.scheduleAtFixedRate(() -> guarded(task), millis, millis, TimeUnit.MILLISECONDS));
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failed) {
      // A scheduler drops a task that throws; a heartbeat must go on.
      LOG.warn("housekeeping failed, it goes on: {}", failed.toString());
    }
  }
}
