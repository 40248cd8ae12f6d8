package dev.phleet.collector;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.config.CollectorConfig;
import dev.phleet.collector.context.ContextCache;
import dev.phleet.collector.context.ContextReader;
import dev.phleet.collector.context.SeenProcess;
import dev.phleet.collector.control.Control;
import dev.phleet.collector.control.KeptProfiles;
import dev.phleet.collector.control.Subject;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.NotedProcess;
import dev.phleet.collector.detector.ObjectFile;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.identity.Executables;
import dev.phleet.collector.identity.Newcomers;
import dev.phleet.collector.keeping.GivenUpProfiles;
import dev.phleet.collector.keeping.ProfileKeeper;
import dev.phleet.collector.keeping.SaveFigures;
import dev.phleet.collector.keeping.Upkeep;
import dev.phleet.collector.metrics.CollectorMetrics;
import dev.phleet.collector.metrics.MetricsServer;
import dev.phleet.collector.publish.DeliveryLedger;
import dev.phleet.collector.publish.EventIntake;
import dev.phleet.collector.publish.EventMapper;
import dev.phleet.collector.publish.EventPublisher;
import dev.phleet.collector.publish.EventQueue;
import dev.phleet.collector.publish.HostIdentity;
import dev.phleet.collector.publish.PairsDue;
import dev.phleet.collector.publish.ProducerSettings;
import dev.phleet.collector.publish.Sequencer;
import dev.phleet.collector.status.Growth;
import dev.phleet.collector.status.Heartbeats;
import dev.phleet.collector.status.Housekeeping;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the collector. {@link #run} is the whole data path:
 *
 * <pre>
 * open - check layout - configure - load - restore profiles - attach - adopt - poll ... - detach - drain - flush - close
 * </pre>
 */
public final class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CollectorConfig config;

  /** Null once it is loaded: 170 kB that nobody needs any more. */
  private byte[] object;

  private volatile boolean stopping;
  private Consumer<CollectorConfig> reloads;
  private CollectorConfig waiting;

  /**
   * A collector that does nothing yet.
   *
   * @param config its configuration
   * @param object the compiled kernel side
   */
  public Collector(CollectorConfig config, byte[] object) {
    this.config = config;
    this.object = object;
  }

  /** Asks {@link #run} to come to an orderly end. */
  public void stop() {
    stopping = true;
  }

  /**
   * Runs until {@link #stop}, or until nothing can be delivered any more. To be called once.
   *
   * @return why it gave up; empty when it was asked to stop
   * @throws dev.phleet.collector.layout.LayoutMismatchException when the object is of another build
   * @throws dev.phleet.collector.libbpf.LibbpfException when the kernel refuses
   */
  public Optional<String> run() {
    String architecture = ObjectFile.architecture();
    var identity = HostIdentity.ofNewRun(config.hostId(), config.hostName(), architecture);
    var clock = new BootClock();
    var sequencer = new Sequencer();
    var queue = new EventQueue(config.queueMax(), sequencer);
    var ledger = new DeliveryLedger();
    var growth = new Growth();
    try (var detector =
            Detector.load(
                takeObject(), config.scope().applyTo(config.detector()), config.limits());
        var executables = new Executables()) {
      var names = CallNames.forArchitecture(architecture);
      var newcomers = new Newcomers(detector, config.ignore());
      executables.listen(newcomers);
      var contexts =
          new ContextCache(
              new ContextReader(pid -> detector.noted(pid).map(p -> seen(p, executables))));
      var mapper = new EventMapper(identity, clock, names, executables, contexts);
      var pairs = new PairsDue(queue, detector::export);
      var intake = new EventIntake(mapper, queue, sequencer, pairs);
      var draining = new Draining(detector, intake, queue);
      var settings = ProducerSettings.complete(config.kafka(), "phleet-" + config.hostId());
      var saves = new SaveFigures();
      var upkeep = new Upkeep(saves, newcomers, detector::slotsWaiting);
      var heartbeats =
          new Heartbeats(
              config, identity, clock, detector, sequencer, intake, queue, ledger, upkeep, pairs);
      try (var publisher =
              new EventPublisher(settings, config.topicsPrefix(), queue, mapper, ledger);
          var keeper =
              new ProfileKeeper(
                  detector, executables, queue, pairs, clock, config.profilesDirectory(), saves);
          var housekeeping =
              new Housekeeping(
                  detector,
                  heartbeats,
                  clock,
                  queue,
                  ledger,
                  growth,
                  takingLeave(detector, queue, executables, newcomers, keeper),
                  pairs,
                  draining);
          var metrics =
              MetricsServer.ifWanted(
                  config.operations(), new CollectorMetrics(detector, heartbeats, upkeep));
          var control =
              new Control(
                  config.controlSocket(),
                  subject(detector, clock, names, executables, growth, keeper, upkeep))) {
        housekeeping.starting();
        publisher.start();
        int loaded = keeper.load();
        if (config.trainOnly()) {
          startDry(detector);
        }
        control.open();
        detector.attach();
        detector.adopt();
        housekeeping.start(config.statusInterval(), config.stateInterval(), config.pairsInterval());
        keeper.start(config.saveInterval());
        LOG.info("{} profiles loaded", loaded);
        takeReloads(
            fresh -> {
              detector.apply(likeNow(fresh.detector(), detector.settings()));
              newcomers.ignored().change(fresh.ignore());
              housekeeping.change(
                  fresh.statusInterval(), fresh.stateInterval(), fresh.pairsInterval());
            });
        LOG.info("watching {} {}", config.scope().name(), config.scope().detail());
        LOG.debug("metrics on port {}", metrics.port());

        while (!stopping && publisher.fatal().isEmpty()) {
          draining.next();
        }

        takeReloads(fresh -> {});
        detector.detach();
        detector.poll(Duration.ZERO, intake);
        keeper.stop();
        housekeeping.stopped();
        publisher.finish(PATIENCE);
        LOG.info("stopped: {}", summary(ledger));
        return publisher.fatal();
      }
    }
  }

  private Subject subject(
      Detector detector,
      BootClock clock,
      CallNames names,
      Executables executables,
      Growth growth,
      ProfileKeeper keeper,
      Upkeep upkeep) {
    return new Subject(
        config.hostId(),
        (config.scope().name() + " " + config.scope().detail()).strip(),
        detector,
        clock,
        names,
        executables::knownPath,
        detector::export,
        growth,
        new KeptProfiles(detector, keeper, config.profilesDirectory().isPresent()),
        upkeep::now);
  }

  /** As /proc would have told it. */
  private static SeenProcess seen(NotedProcess process, Executables executables) {
    String path = executables.knownPath(process.profileKey());
    return new SeenProcess(
        process.pid(),
        process.parentPid(),
        process.started() / SeenProcess.NANOS,
        process.comm(),
        path.isEmpty() ? null : path);
  }

  private static GivenUpProfiles takingLeave(
      Detector detector,
      EventQueue queue,
      Executables executables,
      Newcomers newcomers,
      ProfileKeeper keeper) {
    var givenUp = new GivenUpProfiles(detector, queue, executables, keeper::forgetSoon);
    newcomers.listen(givenUp::givenUp);
    return givenUp;
  }

  /**
   * Takes another configuration while it runs, or as soon as it does: settings of the detector,
   * what is ignored, and intervals. Nothing else of it is looked at.
   *
   * @param fresh the configuration
   */
  public synchronized void reload(CollectorConfig fresh) {
    if (reloads == null) {
      waiting = fresh;
    } else {
      reloads.accept(fresh);
    }
  }

  private synchronized void takeReloads(Consumer<CollectorConfig> taker) {
    reloads = taker;
    if (waiting != null) {
      taker.accept(waiting);
      waiting = null;
    }
  }

  /** What is watched, and whether, is not for the file to change while it runs. */
  private static Settings likeNow(Settings fresh, Settings now) {
    return fresh
        .edit()
        .scope(now.scopeKind(), now.scopePid(), now.scopeCgroup())
        .monitoring(now.monitoring())
        .build();
  }

  /** Profiles that were normal, or soon would be, learn again. */
  private static void startDry(Detector detector) {
    detector.profiles().stream()
        .filter(profile -> profile.counters().state() != ProfileState.TRAINING)
        .forEach(profile -> detector.administer(Operation.TOLERIZE, profile.key()));
    LOG.info("dry start: profiles only learn, there are no anomalies (train-only)");
  }

  private byte[] takeObject() {
    byte[] taken = object;
    object = null;
    return taken;
  }

  private static String summary(DeliveryLedger ledger) {
    long delivered = ledger.acknowledged().values().stream().mapToLong(Long::longValue).sum();
    long lost = ledger.failed().values().stream().mapToLong(Long::longValue).sum();
    return delivered + " events delivered, " + lost + " lost on the way to Kafka";
  }
}
