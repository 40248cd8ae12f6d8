package dev.phleet.lab.bench;

import dev.phleet.lab.Fleet;
import dev.phleet.lab.FleetSettings;
import dev.phleet.lab.Host;
import dev.phleet.lab.LabDirectory;
import dev.phleet.lab.feed.Arrival;
import dev.phleet.lab.feed.TopicFeed;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A collector with many profiles, idle and under load, in a lab with a real broker. The load is a
 * program in the collector's tree that makes calls in an order that its profile does not know, so
 * that each is an anomaly. How many events there were is what the broker has acknowledged, as the
 * heartbeats say it.
 */
final class CollectorBench {
  private static final Duration NORMAL_WAIT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration TICK = Duration.ofMillis(200);

  /**
   * No limit is reached, so that the load's profile stays normal; every anomaly is sent; heartbeats
   * as by default.
   */
  private static final Map<String, String> STAYING_NORMAL =
      Map.of(
          "detector.anomaly-limit", "2147483647",
          "detector.tolerize-limit", "128",
          "detector.anomaly-burst", "0",
          "status.interval", "5s");

  private final int profiles;
  private final Duration pace;
  private final int rate;
  private final Duration warmUp;
  private final Duration measured;

  private Fleet fleet;
  private TopicFeed feed;
  private Optional<CollectorStatus> latest = Optional.empty();

  /**
   * A measurement.
   *
   * @param profiles programs that run once before anything is measured
   * @param pace time between two of them; zero: as fast as a shell starts them
   * @param rate anomalies a second under load
   * @param warmUp time before each of the two measurements: what a daemon costs in its first
   *     seconds is no matter
   * @param measured how long each of the two measurements takes
   */
  CollectorBench(int profiles, Duration pace, int rate, Duration warmUp, Duration measured) {
    this.profiles = profiles;
    this.pace = pace;
    this.rate = rate;
    this.warmUp = warmUp;
    this.measured = measured;
  }

  /**
   * Starts the lab, measures and ends it.
   *
   * @throws BenchException when the collector does not get to run, or not to the load
   * @throws dev.phleet.lab.LabException when a part of the lab does not start
   */
  CollectorFigures run() {
    try {
      LabDirectory directory = LabDirectory.create();
      try (Fleet lab = new Fleet(directory)) {
        fleet = lab;
        fleet.startServers(1);
        fleet.startCollectors(new FleetSettings(NORMAL_WAIT, new Properties(), STAYING_NORMAL));
        try (TopicFeed events =
            new TopicFeed(fleet.bootstrapServers(), fleet.registryUrl(), Fleet.PREFIX)) {
          feed = events;
          return measure(Files.createDirectories(directory.path().resolve("programs")));
        }
      } finally {
        directory.delete();
      }
    } catch (IOException failed) {
      throw new BenchException("cannot run a lab", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", interrupted);
    }
  }

  private CollectorFigures measure(Path programs) throws IOException, InterruptedException {
    Host host = fleet.hosts().get(0);
    Path process = Path.of("/proc/" + host.collector().pid());
    await("runs", status -> status.getPhase() == CollectorPhase.RUNNING);
    makeProfiles(host, programs);
    await("has its profiles", s -> profilesOf(s) >= profiles && s.getQueued() == 0);
    // What the first seconds left to do: digests of files, refreshes of profiles.
    Thread.sleep(warmUp.toMillis());

    double idleCpu = cpu(process);
    CollectorMemory idle = CollectorMemory.ofProcess(process);

    makeNormal(host, programs);
    host.tree().run("'%s' unusual %d %d &".formatted(load(programs), rate, secondsOfLoad()));
    await("gets the load", s -> anomaliesOf(s) > rate);
    Thread.sleep(warmUp.toMillis());
    CollectorStatus before = next();
    double busyCpu = cpu(process);
    CollectorStatus after = next();
    double seconds = Duration.between(before.getTime(), after.getTime()).toNanos() / 1e9;
    return new CollectorFigures(
        profiles,
        idle,
        idleCpu,
        (anomaliesOf(after) - anomaliesOf(before)) / seconds,
        CollectorMemory.ofProcess(process),
        busyCpu,
        lossesOf(after));
  }

  private long secondsOfLoad() {
    return measured.plus(warmUp).plus(measured).toSeconds() + 30;
  }

  private double cpu(Path process) throws IOException, InterruptedException {
    ProcessorTime before = ProcessorTime.ofProcess(process);
    Thread.sleep(measured.toMillis());
    return ProcessorTime.ofProcess(process).percentSince(before);
  }

  /**
   * New programs teach some 50 sequences each. A hundred of them a second are as many events as the
   * load; all at once they are 25,000 events a second in the first seconds of two cold JVMs.
   */
  private void makeProfiles(Host host, Path programs) throws IOException, InterruptedException {
    for (int i = 0; i < profiles; i++) {
      Path program = programs.resolve("program-" + i);
      LoadProgram.copyTo(program);
      host.tree().run("'%s' distinct 5 forward".formatted(program));
      Thread.sleep(pace.toMillis());
    }
  }

  private void makeNormal(Host host, Path programs) throws IOException {
    LoadProgram.copyTo(load(programs));
    long normal = normalOf(latest.orElseThrow());
    String runs = "for n in 1 2 3 4 5 6 7 8 9 10; do '%s' distinct 50 forward; done";
    host.tree().run(runs.formatted(load(programs)));
    host.tree().run("sleep " + 2 * NORMAL_WAIT.toSeconds());
    host.tree().run(runs.formatted(load(programs)));
    await("calls the load normal", status -> normalOf(status) > normal);
  }

  private static Path load(Path programs) {
    return programs.resolve("load");
  }

  private static long profilesOf(CollectorStatus status) {
    return status.getProfiles().values().stream().mapToLong(Long::longValue).sum();
  }

  private static long normalOf(CollectorStatus status) {
    return status.getProfiles().getOrDefault("NORMAL", 0L);
  }

  private static long anomaliesOf(CollectorStatus status) {
    return status.getAcknowledged().getOrDefault("anomalies", 0L);
  }

  /** Every counter of loss that is not zero, by stage and kind. */
  private static Map<String, Long> lossesOf(CollectorStatus status) {
    Map<String, Long> losses = new TreeMap<>();
    for (Loss loss : status.getLosses()) {
      if (loss.getCount() > 0) {
        losses.put(loss.getStage() + " " + loss.getKind(), loss.getCount());
      }
    }
    return losses;
  }

  /** The next heartbeat that was made from now on. */
  private CollectorStatus next() {
    Instant now = Instant.now();
    return await("sends a heartbeat", status -> status.getTime().isAfter(now));
  }

  private CollectorStatus await(String what, Predicate<CollectorStatus> met) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (latest.filter(met).isEmpty()) {
      fleet.check();
      if (System.nanoTime() > deadline) {
        throw new BenchException(
            "within %d s it was not seen that the collector %s"
                .formatted(PATIENCE.toSeconds(), what));
      }
      for (Arrival arrival : feed.poll(TICK)) {
        latest = arrival.as(CollectorStatus.class).or(() -> latest);
      }
    }
    return latest.orElseThrow();
  }
}
