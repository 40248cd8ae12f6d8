package dev.phleet.lab.bench;

import dev.phleet.lab.AnalyzerStart;
import dev.phleet.lab.Fleet;
import dev.phleet.lab.FleetSettings;
import dev.phleet.lab.LabDirectory;
import dev.phleet.lab.LabException;
import dev.phleet.lab.bench.GroupProgress.Look;
import dev.phleet.lab.child.Child;
import dev.phleet.lab.child.ChildJvm;
import dev.phleet.lab.child.ClassPath;
import dev.phleet.lab.feed.TopicFeed;
import dev.phleet.lab.simulation.FleetShape;
import dev.phleet.lab.simulation.FleetWriter;
import dev.phleet.lab.simulation.SimulatedFleet;
import dev.phleet.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The analyzer under the events of a simulated fleet, through a real broker: how many records a
 * second, compared with a bare consumer in the same run; how long from an event to its incident;
 * how much state.
 */
final class PipelineBench {
  private static final Duration ENOUGH = Duration.ofHours(1);
  private static final Duration STOPPING = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** The first tenth is start-up: finding the group, opening stores, compiling. */
  private static final double START = 0.1;

  private static final int LINGER_MILLIS = 20;

  private final FleetShape shape;
  private final int anomalies;
  private final int threads;
  private final int outbreaks;
  private final int liveRate;
  private final Consumer<String> progress;

  /**
   * A measurement.
   *
   * @param shape the fleet
   * @param anomalies anomalies that are there to read at the start
   * @param threads threads of the analyzer
   * @param outbreaks incidents whose latency is measured; 0 for none
   * @param liveRate anomalies a second meanwhile
   * @param progress told what is going on
   */
  PipelineBench(
      FleetShape shape,
      int anomalies,
      int threads,
      int outbreaks,
      int liveRate,
      Consumer<String> progress) {
    this.shape = shape;
    this.anomalies = anomalies;
    this.threads = threads;
    this.outbreaks = outbreaks;
    this.liveRate = liveRate;
    this.progress = progress;
  }

  /**
   * Starts broker, registry and analyzer, measures and ends them.
   *
   * @throws BenchException when something does not come to an end
   * @throws LabException when a part does not start
   */
  PipelineFigures run() {
    try {
      LabDirectory directory = LabDirectory.create();
      try (Fleet lab = new Fleet(directory)) {
        lab.startServers(0);
        return measure(lab, Files.createDirectories(directory.path().resolve("analyzer")));
      } finally {
        directory.delete();
      }
    } catch (IOException failed) {
      throw new BenchException("cannot run the pipeline", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", interrupted);
    }
  }

  private PipelineFigures measure(Fleet lab, Path files) throws IOException, InterruptedException {
    SimulatedFleet fleet = new SimulatedFleet(shape);
    try (FleetWriter writer = writer(lab)) {
      fleet.hosts(writer);
      fleet.anomalies(anomalies, writer);
      long records = writer.flush();
      progress.accept(records + " records written");
      double bare = bareRate(lab, files, records);
      progress.accept("the bare consumer has read them twice");
      Properties configuration =
          new FleetSettings(Duration.ZERO).with(lab.addresses()).analyzer(files.resolve("state"));
      configuration.setProperty("kafka.num.stream.threads", Integer.toString(threads));
      Child analyzer = AnalyzerStart.start(files, configuration);
      try {
        double rate = analyzerRate(lab, analyzer, records);
        progress.accept("the analyzer has read them");
        double[] millis = outbreaks == 0 ? new double[0] : latency(lab, fleet);
        stop(analyzer);
        return new PipelineFigures(
            records,
            bare,
            rate,
            millis.length,
            quantile(millis, 0.5),
            quantile(millis, 0.99),
            bytes(files.resolve("state")));
      } finally {
        analyzer.kill();
      }
    }
  }

  private static FleetWriter writer(Fleet lab) {
    return new FleetWriter(lab.bootstrapServers(), lab.registryUrl(), Fleet.PREFIX, LINGER_MILLIS);
  }

  private static Set<String> topics() {
    return Stream.of(
            Topics.ANOMALIES, Topics.PROFILE_STATES, Topics.PROFILE_PAIRS, Topics.COLLECTORS)
        .map(topic -> topic.nameWith(Fleet.PREFIX))
        .collect(Collectors.toSet());
  }

  private static double bareRate(Fleet lab, Path files, long records) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(BareConsumer.class.getName());
    command.add(lab.bootstrapServers());
    command.add(lab.registryUrl());
    command.addAll(topics());
    Child child =
        new ChildJvm("bare consumer", "analyzer", ClassPath.of("lab"), List.of(), command, true)
            .start(files.resolve("bare-log"));
    try {
      Properties said = child.announcement();
      if (!Long.toString(records).equals(said.getProperty("records"))) {
        throw new LabException(
            LabException.FAILED,
            "the bare consumer read %s of %d records".formatted(said.get("records"), records),
            child.lastLines(15));
      }
      return records * 1e9 / Long.parseLong(said.getProperty("nanos"));
    } finally {
      child.release();
      child.awaitEnd(STOPPING);
    }
  }

  private static double analyzerRate(Fleet lab, Child analyzer, long records)
      throws InterruptedException {
    long deadline = System.nanoTime() + ENOUGH.toNanos();
    long startedAt = 0;
    long startedWith = 0;
    try (GroupProgress group =
        new GroupProgress(lab.bootstrapServers(), Fleet.PREFIX + "analyzer")) {
      while (true) {
        Look look = group.look(topics(), records);
        long now = System.nanoTime();
        if (startedAt == 0 && look.read() >= START * records) {
          startedAt = now;
          startedWith = look.read();
        }
        if (look.lag() == 0) {
          return (records - startedWith) * 1e9 / (now - startedAt);
        }
        requireAlive(analyzer, now < deadline, look);
        Thread.sleep(LOOK.toMillis());
      }
    }
  }

  private static void requireAlive(Child analyzer, boolean inTime, Look look) {
    if (!analyzer.isAlive() || !inTime) {
      throw new LabException(
          LabException.FAILED,
          "the analyzer has not read %d records; its log ends with:".formatted(look.lag()),
          analyzer.lastLines(15));
    }
  }

  private double[] latency(Fleet lab, SimulatedFleet fleet) {
    try (FleetWriter live =
            new FleetWriter(lab.bootstrapServers(), lab.registryUrl(), Fleet.PREFIX, 0);
        TopicFeed feed =
            TopicFeed.fromNow(lab.bootstrapServers(), lab.registryUrl(), Fleet.PREFIX)) {
      return new IncidentLatency(fleet, live, feed).measure(liveRate, outbreaks);
    }
  }

  private static void stop(Child analyzer) {
    analyzer.release();
    analyzer.awaitEnd(STOPPING);
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
