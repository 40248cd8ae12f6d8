package dev.phleet.lab;

import dev.phleet.lab.demo.Demo;
import dev.phleet.lab.show.JsonLines;
import dev.phleet.lab.show.Lines;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phleet lab}. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = RunCommand.class,
    header = "The whole pipeline on this machine: broker, registry, hosts, analyzer (root).",
    description = {
      "",
      "Every host is a collector of its own that watches one process tree and nothing else. Start"
          + " something in a tree with 'phleet lab run lab-1 -- COMMAND...'. Everything is in a"
          + " temporary directory and ends with this command.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 the demonstration was not proved, or something ended; 2 bad input, or a"
          + " machine that lacks something."
    })
public final class LabCommand implements Callable<Integer> {
  private static final int MOST_HOSTS = 32;

  @Option(
      names = "--demo",
      description = "Play the example of the pH thesis and show what arrives on the topics.")
  private boolean demo;

  @Option(
      names = "--exit",
      description =
          "End when everything is ready, with --demo when the incident has been read back from Kafka.")
  private boolean exit;

  @Option(
      names = "--hosts",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many hosts (default ${DEFAULT-VALUE}).")
  private int hosts;

  @Option(
      names = "--json",
      description =
          "Standard output is one JSON object a line, with topic, key and value; all else goes to"
              + " standard error.")
  private boolean json;

  @Option(names = "--keep", description = "Do not remove the directory with data and logs.")
  private boolean keep;

  @Option(
      names = "--broker",
      paramLabel = "HOST:PORT",
      description =
          "Publish to this broker, whose analyzer runs already, and start neither (needs --registry).")
  private String broker;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry of that broker.")
  private String registry;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    check();
    // Of this JVM and not of its process, which may have spent a minute on building phleet first.
    Instant start = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    PrintStream talk = json ? System.err : System.out;
    Lines lines = new Lines(talk, start);
    try (Lab lab = new Lab(options(), lines)) {
      return lab.run(json ? new JsonLines(System.out, lines) : lab.narrator());
    } catch (LabException e) {
      e.getMessage()
          .lines()
          .forEach(l -> System.err.println("phleet lab: " + l.replaceFirst("^phleet[^:]*: ", "")));
      e.details().forEach(line -> System.err.println("    " + line));
      return e.exitCode();
    }
  }

  private LabOptions options() {
    Optional<Servers> servers = Optional.ofNullable(broker).map(b -> new Servers(b, registry));
    return new LabOptions(demo, exit, hosts, keep, servers);
  }

  private void check() {
    if ((broker == null) != (registry == null)) {
      throw new ParameterException(
          spec.commandLine(), "--broker and --registry belong together: give both or none");
    }
    int fewest = demo ? Demo.FEWEST_HOSTS : 1;
    if (hosts < fewest || hosts > MOST_HOSTS) {
      throw new ParameterException(
          spec.commandLine(),
          "--hosts must be between %d and %d%s, not %d"
              .formatted(
                  fewest,
                  MOST_HOSTS,
                  demo ? " with --demo (two that misbehave, one that does not)" : "",
                  hosts));
    }
  }
}
