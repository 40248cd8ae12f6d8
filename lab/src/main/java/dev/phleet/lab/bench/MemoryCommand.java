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

/** {@code phleet bench memory}. */
@Command(
    name = "memory",
    description = "What a profile and a task take in the kernel, and a collector on its host.",
    mixinStandardHelpOptions = true)
final class MemoryCommand implements Callable<Integer> {
  private static final long KILO = 1024;

  @Spec private CommandSpec spec;

  @Option(
      names = "--calls",
      description = "Distinct calls of the profile (default: ${DEFAULT-VALUE}).")
  private int calls = 50;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    return Measuring.run(
        spec,
        () -> {
          ProfileMemory memory = new MemoryBench(calls).run();
          PrintWriter err = spec.commandLine().getErr();
          err.println("bench: a lab with one collector, for some 20 seconds");
          err.flush();
          CollectorMemory collector = CollectorMemory.measure();
          PrintWriter out = spec.commandLine().getOut();
          out.print(json ? asJson(memory, collector) + "\n" : asText(memory, collector));
          out.flush();
        });
  }

  private static String asText(ProfileMemory memory, CollectorMemory collector) {
    return String.format(
        Locale.ROOT,
        "profile with %d distinct calls  %6d bytes: %d rows of %d, slot of %d, %d to find it%n"
            + "task                            %6d bytes, beyond what the kernel adds%n"
            + "collector                       %6d kB resident (%d kB its own, peak %d kB)%n",
        memory.distinctCalls(),
        memory.bytes(),
        memory.rows(),
        memory.rowBytes(),
        memory.slotBytes(),
        memory.otherBytes(),
        memory.taskBytes(),
        collector.resident(),
        collector.anonymous(),
        collector.peak());
  }

  private static ObjectNode asJson(ProfileMemory memory, CollectorMemory collector) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("bench", "memory").put("unit", "bytes");
    object
        .putObject("profile")
        .put("distinctCalls", memory.distinctCalls())
        .put("total", memory.bytes())
        .put("rows", memory.rows())
        .put("row", memory.rowBytes())
        .put("slot", memory.slotBytes())
        .put("other", memory.otherBytes());
    object.put("task", memory.taskBytes());
    object
        .putObject("collector")
        .put("resident", collector.resident() * KILO)
        .put("anonymous", collector.anonymous() * KILO)
        .put("peak", collector.peak() * KILO);
    return object;
  }
}
