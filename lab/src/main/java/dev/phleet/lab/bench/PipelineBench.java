package dev.phleet.lab.bench;

import dev.phleet.lab.AnalyzerStart;
import dev.phleet.lab.Fleet;
import dev.phleet.lab.FleetSettings;
import dev.phleet.lab.LabDirectory;
import dev.phleet.lab.LabException;
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
import java.util.Map;
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
  private static final Duration STOPPING = Duration.ofSeconds(60);

  private static final int LINGER_MILLIS = 20;

  private final FleetShape shape;
  private final int anomalies;
  private final int threads;
  private final int outbreaks;
  private final int liveRate;
  private final Map<String, String> keys;
  private final Consumer<String> progress;

  /**
   * A measurement.
   *
   * @param shape the fleet
   * @param anomalies anomalies in the fleet's life that is there to read at the start
   * @param threads threads of the analyzer
   * @param outbreaks incidents whose latency is measured; 0 for none
   * @param liveRate anomalies a second meanwhile
   * @param keys keys of the analyzer's configuration that are to be otherwise
   * @param progress told what is going on
   */
  PipelineBench(
      FleetShape shape,
      int anomalies,
      int threads,
      int outbreaks,
      int liveRate,
      Map<String, String> keys,
      Consumer<String> progress) {
    this.shape = shape;
    this.anomalies = anomalies;
    this.threads = threads;
    this.outbreaks = outbreaks;
    this.liveRate = liveRate;
    this.keys = Map.copyOf(keys);
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
      fleet.life(anomalies, writer);
      long records = writer.flush();
      progress.accept(records + " records written");
      Pace bare = barePace(lab, files, records);
      progress.accept("the bare consumer has read them twice");
      Properties configuration =
          new FleetSettings(Duration.ZERO).with(lab.addresses()).analyzer(files.resolve("state"));
      configuration.setProperty("kafka.num.stream.threads", Integer.toString(threads));
      keys.forEach(configuration::setProperty);
      Child analyzer = AnalyzerStart.start(files, configuration);
      try {
        AnalyzerPace pace = new AnalyzerPace(analyzer, records);
        watch(lab, pace);
        Pace whole = pace.whole();
        Pace warm = pace.warm();
        progress.accept("the analyzer has read them");
        double[] millis = outbreaks == 0 ? new double[0] : latency(lab, fleet);
        long resident = mostResident(analyzer);
        stop(analyzer);
        return new PipelineFigures(
            records,
            bare,
            whole,
            warm,
            millis.length,
            quantile(millis, 0.5),
            quantile(millis, 0.99),
            bytes(files.resolve("state")),
            resident);
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

  private static void watch(Fleet lab, AnalyzerPace pace) throws IOException, InterruptedException {
    try (GroupProgress group =
        new GroupProgress(lab.bootstrapServers(), Fleet.PREFIX + "analyzer")) {
      pace.watch(group, topics());
    }
  }

  private static long mostResident(Child analyzer) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(analyzer.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  private static Pace barePace(Fleet lab, Path files, long records) throws IOException {
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
      return new Pace(
          records * 1e9 / Long.parseLong(said.getProperty("nanos")),
          Long.parseLong(said.getProperty("processorNanos")) / 1e3 / records);
    } finally {
      child.release();
      child.awaitEnd(STOPPING);
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
