package dev.phleet.lab.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phleet bench collector}. */
@Command(
    name = "collector",
    description = "Memory and processor time of a collector: with many profiles, idle, under load.",
    mixinStandardHelpOptions = true)
final class CollectorCommand implements Callable<Integer> {
  private static final long KILO = 1024;

  @Spec private CommandSpec spec;

  @Option(
      names = "--profiles",
      description = "Programs that it has profiles of (default: ${DEFAULT-VALUE}).")
  private int profiles = 1000;

  @Option(
      names = "--pace",
      description =
          "Milliseconds between two new programs; 0: as fast as a shell starts them (default:"
              + " ${DEFAULT-VALUE}).")
  private int pace = 10;

  @Option(
      names = "--rate",
      description = "Events a second under load, from 100 (default: ${DEFAULT-VALUE}).")
  private int rate = 5000;

  @Option(
      names = "--seconds",
      description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
  private int seconds = 20;

  @Option(
      names = "--warm-up",
      description =
          "Seconds before each measurement, in which the JVM compiles what is hot (default:"
              + " ${DEFAULT-VALUE}).")
  private int warmUp = 45;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    return Measuring.run(
        spec,
        () -> {
          PrintWriter err = spec.commandLine().getErr();
          err.println("bench: a lab with one collector, for some three minutes");
          err.flush();
          CollectorFigures figures =
              new CollectorBench(
                      profiles,
                      Duration.ofMillis(pace),
                      rate,
                      Duration.ofSeconds(warmUp),
                      Duration.ofSeconds(seconds))
                  .run();
          PrintWriter out = spec.commandLine().getOut();
          out.print(json ? asJson(figures) + "\n" : asText(figures));
          out.flush();
        });
  }

  private static String asText(CollectorFigures figures) {
    String text =
        String.format(
            Locale.ROOT,
            "idle, %d profiles    %6.2f %% of a core  %6d kB resident (%d kB its own)%n"
                + "%.0f events/s       %6.2f %% of a core  %6d kB resident (peak %d kB), %d lost%n",
            figures.profiles(),
            figures.idleCpu(),
            figures.idle().resident(),
            figures.idle().anonymous(),
            figures.eventsPerSecond(),
            figures.busyCpu(),
            figures.busy().resident(),
            figures.busy().peak(),
            figures.lost());
    return figures.losses().isEmpty()
        ? text
        : text + "lost, by stage and kind: " + figures.losses() + "\n";
  }

  private static ObjectNode asJson(CollectorFigures figures) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("bench", "collector").put("profiles", figures.profiles());
    object
        .putObject("idle")
        .put("cpuPercent", figures.idleCpu())
        .put("residentBytes", figures.idle().resident() * KILO)
        .put("anonymousBytes", figures.idle().anonymous() * KILO);
    object
        .putObject("busy")
        .put("eventsPerSecond", figures.eventsPerSecond())
        .put("cpuPercent", figures.busyCpu())
        .put("residentBytes", figures.busy().resident() * KILO)
        .put("peakBytes", figures.busy().peak() * KILO)
        .put("lost", figures.lost());
    ObjectNode losses = object.putObject("losses");
    figures.losses().forEach(losses::put);
    return object;
  }
}
