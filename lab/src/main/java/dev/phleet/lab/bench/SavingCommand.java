package dev.phleet.lab.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phleet bench saving}. */
@Command(
    name = "saving",
    description = "Time and memory that it takes to save profiles and to load them.",
    mixinStandardHelpOptions = true)
final class SavingCommand implements Callable<Integer> {
  private static final double MEGA = 1e6;

  @Spec private CommandSpec spec;

  @Option(names = "--profiles", description = "Profiles (default: ${DEFAULT-VALUE}).")
  private int profiles = 1000;

  @Option(names = "--calls", description = "Distinct calls of each (default: ${DEFAULT-VALUE}).")
  private int calls = 50;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    return Measuring.run(
        spec,
        () -> {
          SavingBench.Figures figures = new SavingBench(profiles, calls).run();
          PrintWriter out = spec.commandLine().getOut();
          out.print(json ? asJson(figures) + "\n" : asText(figures));
          out.flush();
        });
  }

  private static String asText(SavingBench.Figures figures) {
    return String.format(
        Locale.ROOT,
        "save %d profiles  %6.2f s, %.2f s of them on a processor, %.0f MB allocated, %.1f MB on disk%n"
            + "load them         %6.2f s, %.2f s of them on a processor, %.0f MB allocated%n",
        figures.profiles(),
        figures.save().took().toMillis() / 1e3,
        figures.save().processor().toMillis() / 1e3,
        figures.save().allocated() / MEGA,
        figures.fileBytes() / MEGA,
        figures.load().took().toMillis() / 1e3,
        figures.load().processor().toMillis() / 1e3,
        figures.load().allocated() / MEGA);
  }

  private static ObjectNode asJson(SavingBench.Figures figures) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("bench", "saving").put("profiles", figures.profiles());
    object.put("fileBytes", figures.fileBytes());
    way(object.putObject("save"), figures.save());
    way(object.putObject("load"), figures.load());
    return object;
  }

  private static void way(ObjectNode object, SavingBench.Way way) {
    object.put("millis", way.took().toMillis());
    object.put("processorMillis", way.processor().toMillis());
    object.put("allocatedBytes", way.allocated());
  }
}
