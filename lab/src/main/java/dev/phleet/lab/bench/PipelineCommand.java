package dev.phleet.lab.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phleet.lab.simulation.FleetShape;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phleet bench pipeline}. */
@Command(
    name = "pipeline",
    description = "The analyzer under a simulated fleet, compared with a bare consumer.",
    mixinStandardHelpOptions = true)
final class PipelineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--hosts", description = "Hosts (default: ${DEFAULT-VALUE}).")
  private int hosts = 1000;

  @Option(names = "--programs", description = "Programs on each (default: ${DEFAULT-VALUE}).")
  private int programs = 200;

  @Option(
      names = "--minutes",
      description =
          "Minutes of the fleet's life after its start, of which everything waits to be read"
              + " (default: ${DEFAULT-VALUE}).")
  private int minutes = 5;

  @Option(
      names = "--anomalies",
      description = "Anomalies in these minutes (default: ${DEFAULT-VALUE}).")
  private int anomalies = 20_000;

  @Option(names = "--threads", description = "Threads of the analyzer (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(
      names = "--incidents",
      description =
          "Incidents whose latency is measured, ten a second (default: ${DEFAULT-VALUE}).")
  private int incidents = 200;

  @Option(
      names = "--live",
      description = "Anomalies a second meanwhile (default: ${DEFAULT-VALUE}).")
  private int live = 200;

  @Option(names = "--seed", description = "Seed of the fleet (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A key of the analyzer's configuration; may be repeated.")
  private Map<String, String> keys = Map.of();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    require("--hosts", hosts, IncidentLatency.HOSTS);
    require("--programs", programs, 1);
    require("--minutes", minutes, 1);
    require("--anomalies", anomalies, 0);
    require("--threads", threads, 1);
    require("--incidents", incidents, 0);
    require("--live", live, 0);
    return Measuring.runAsAnybody(
        spec,
        () -> {
          FleetShape shape =
              new FleetShape(seed, hosts, programs, Instant.now(), Duration.ofMinutes(minutes));
          PipelineFigures figures =
              new PipelineBench(shape, anomalies, threads, incidents, live, keys, this::progress)
                  .run();
          PrintWriter out = spec.commandLine().getOut();
          out.print(json ? asJson(figures) + "\n" : asText(figures));
          out.flush();
        });
  }

  private void require(String option, int value, int least) {
    if (value < least) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %d or more and is %d".formatted(option, least, value));
    }
  }

  private void progress(String said) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("bench: " + said);
    err.flush();
  }

  private String asText(PipelineFigures figures) {
    return String.format(
        Locale.ROOT,
        "fleet              %d hosts x %d programs, its start and %d min with %d anomalies,"
            + " seed %d; all of it waits%n"
            + "bare consumer      %,.0f records/s of %,d, %.1f us of its thread a record (decoded,"
            + " read twice, the second time)%n"
            + "analyzer           %,.0f records/s, %.1f us a record: %.2f x, %d thread(s) (the"
            + " second half)%n"
            + "  all              %,.0f records/s, %.1f us a record: %.2f x (all but the first tenth)%n"
            + "event to incident  p50 %.0f ms, p99 %.0f ms (%d events of %d, %d anomalies/s besides)%n"
            + "state              %,d bytes: %,d a host%n"
            + "memory             %,d MB resident at most%n",
        hosts,
        programs,
        minutes,
        anomalies,
        seed,
        figures.bare().rate(),
        figures.records(),
        figures.bare().processorMicros(),
        figures.warm().rate(),
        figures.warm().processorMicros(),
        figures.ratio(),
        threads,
        figures.whole().rate(),
        figures.whole().processorMicros(),
        figures.wholeRatio(),
        figures.medianMillis(),
        figures.p99Millis(),
        figures.incidents(),
        incidents * IncidentLatency.HOSTS,
        live,
        figures.stateBytes(),
        figures.stateBytes() / hosts,
        figures.mostResidentBytes() >> 20);
  }

  private ObjectNode asJson(PipelineFigures figures) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("bench", "pipeline").put("hosts", hosts).put("programs", programs);
    object
        .put("minutes", minutes)
        .put("anomalies", anomalies)
        .put("seed", seed)
        .put("threads", threads);
    object.put("records", figures.records());
    put(object.putObject("bareConsumer"), figures.bare());
    put(object.putObject("analyzerAll"), figures.whole());
    put(object.putObject("analyzer"), figures.warm());
    object.put("ratio", figures.ratio()).put("ratioOfAll", figures.wholeRatio());
    object
        .putObject("eventToIncident")
        .put("events", figures.incidents())
        .put("p50Millis", figures.medianMillis())
        .put("p99Millis", figures.p99Millis());
    return object
        .put("stateBytes", figures.stateBytes())
        .put("mostResidentBytes", figures.mostResidentBytes());
  }

  private static void put(ObjectNode object, Pace pace) {
    object
        .put("recordsPerSecond", pace.rate())
        .put("processorMicrosPerRecord", pace.processorMicros());
  }
}
