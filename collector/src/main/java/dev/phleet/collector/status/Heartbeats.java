package dev.phleet.collector.status;

import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.config.CollectorConfig;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.KernelCounters;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.keeping.Upkeep;
import dev.phleet.collector.publish.DeliveryLedger;
import dev.phleet.collector.publish.Draft;
import dev.phleet.collector.publish.EventIntake;
import dev.phleet.collector.publish.EventQueue;
import dev.phleet.collector.publish.HostIdentity;
import dev.phleet.collector.publish.PairsDue;
import dev.phleet.collector.publish.Sequencer;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Scope;
import dev.phleet.schemas.event.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes heartbeats. For one thread at a time. */
public final class Heartbeats {
  private final CollectorConfig config;
  private final HostIdentity identity;
  private final BootClock clock;
  private final Instant startedAt;
  private final Detector detector;
  private final Sequencer sequencer;
  private final EventQueue queue;
  private final DeliveryLedger ledger;
  private final Losses losses;
  private final String kernel = System.getProperty("os.version");

  /** Of a run that starts now. */
  public Heartbeats(
      CollectorConfig config,
      HostIdentity identity,
      BootClock clock,
      Detector detector,
      Sequencer sequencer,
      EventIntake intake,
      EventQueue queue,
      DeliveryLedger ledger,
      Upkeep upkeep,
      PairsDue pairs) {
    this.config = config;
    this.identity = identity;
    this.clock = clock;
    this.startedAt = clock.now();
    this.detector = detector;
    this.sequencer = sequencer;
    this.queue = queue;
    this.ledger = ledger;
    this.losses = new Losses(intake, queue, ledger, sequencer, upkeep, pairs);
  }

  /**
   * Puts a heartbeat into the queue, and uses up the numbers of what the kernel has dropped.
   *
   * @param phase what the collector is doing
   * @param profiles the profiles as they stand in the kernel
   */
  public synchronized void beat(CollectorPhase phase, List<ProfileRow> profiles) {
    KernelCounters counters = detector.counters();
    losses.number(counters);
    queue.offer(new Draft.Heartbeat(status(phase, counters, profiles)));
  }

  /** A heartbeat that is sent to nobody, without a number. */
  public CollectorStatus status(CollectorPhase phase, List<ProfileRow> profiles) {
    return status(phase, detector.counters(), profiles);
  }

  private CollectorStatus status(
      CollectorPhase phase, KernelCounters counters, List<ProfileRow> profiles) {
    return CollectorStatus.newBuilder()
        .setHost(identity.host())
        .setSource(new Source(identity.runId(), 0L))
        .setTime(clock.now())
        .setPhase(phase)
        .setStartedAt(startedAt)
        .setVersion(Version.text())
        .setKernel(kernel)
        .setArchitecture(identity.architecture())
        .setScope(new Scope(config.scope().name(), config.scope().detail()))
        .setMonitoring(detector.settings().monitoring())
        .setTasks(counters.tasksStarted() - counters.tasksEnded())
        .setProfiles(byState(profiles))
        .setPublished(sequencer.last())
        .setAcknowledged(ledger.acknowledged())
        .setBrokerReachable(ledger.isReachable())
        .setQueued(queue.size() + ledger.inFlight())
        .setResidentBytes(ResidentMemory.bytes())
        .setLosses(losses.all(counters))
        .setTrainOnly(config.trainOnly())
        .build();
  }

  private static Map<String, Long> byState(List<ProfileRow> profiles) {
    Map<String, Long> counts = new TreeMap<>(Map.of("TRAINING", 0L, "FROZEN", 0L, "NORMAL", 0L));
    profiles.forEach(p -> counts.merge(p.counters().state().name(), 1L, Long::sum));
    return counts;
  }
}
