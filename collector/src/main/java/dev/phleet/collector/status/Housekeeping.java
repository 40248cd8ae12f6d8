package dev.phleet.collector.status;

import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.keeping.GivenUpProfiles;
import dev.phleet.collector.publish.DeliveryLedger;
import dev.phleet.collector.publish.EventQueue;
import dev.phleet.collector.publish.PairsDue;
import dev.phleet.schemas.event.CollectorPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done every few seconds: heartbeat, refresh of profiles, their new pairs, freeing of
 * forgotten pairs, a look at the clocks.
 */
public final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  /** Long enough for every call that had begun to be over. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(5);

  private final Detector detector;
  private final Heartbeats heartbeats;
  private final Refresher refresher;
  private final BootClock clock;
  private final EventQueue queue;
  private final DeliveryLedger ledger;
  private final Growth growth;
  private final GivenUpProfiles givenUp;
  private final PairsDue pairs;
  private final Executor afterEvents;
  private final Slimming slimming;
  private final List<Future<?>> scheduled = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "housekeeping");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Does nothing until {@link #start}.
   *
   * @param afterEvents does what it is given when the events that are in the ring by then are in
   *     the queue; on the thread that calls {@link #stopped}
   */
  public Housekeeping(
      Detector detector,
      Heartbeats heartbeats,
      BootClock clock,
      EventQueue queue,
      DeliveryLedger ledger,
      Growth growth,
      GivenUpProfiles givenUp,
      PairsDue pairs,
      Executor afterEvents) {
    this.givenUp = givenUp;
    this.detector = detector;
    this.heartbeats = heartbeats;
    this.refresher = new Refresher(queue);
    this.clock = clock;
    this.queue = queue;
    this.ledger = ledger;
    this.growth = growth;
    this.pairs = pairs;
    this.afterEvents = afterEvents;
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
   * @param newPairs time between two looks for profiles with new pairs; empty: never
   */
  public void start(Duration status, Duration state, Optional<Duration> newPairs) {
    heartbeats.beat(CollectorPhase.RUNNING, detector.profiles());
    schedule(status, state, newPairs);
  }

  /** The same with other intervals, from now on. */
  public void change(Duration status, Duration state, Optional<Duration> newPairs) {
    schedule(status, state, newPairs);
  }

  private synchronized void schedule(Duration status, Duration state, Optional<Duration> newPairs) {
    scheduled.forEach(task -> task.cancel(false));
    scheduled.clear();
    every(status, this::beat);
    every(status, slimming::look);
    every(state, this::refresh);
    every(state, detector::reclaim);
    every(GIVEN_UP, givenUp::look);
    every(state, pairs::catchUp);
    newPairs.ifPresent(interval -> every(interval, () -> pairs.look(detector.profiles())));
    every(state, () -> growth.sample(detector.profiles(), clock.now()));
  }

  /** The last heartbeat of an orderly stop, after everything else was put into the queue. */
  public void stopped() {
    close();
    givenUp.stopped();
    List<ProfileRow> profiles = detector.profiles();
    refresher.refresh(profiles, clock.now());
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

  /** Events of what the profiles were before are published first. */
  private void refresh() {
    List<ProfileRow> profiles = detector.profiles();
    Instant read = clock.now();
    afterEvents.execute(() -> guarded(() -> refresher.refresh(profiles, read)));
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
