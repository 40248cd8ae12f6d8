package dev.phleet.analyzer;

import dev.phleet.analyzer.config.AnalyzerConfig;
import dev.phleet.analyzer.config.ConfigException;
import dev.phleet.analyzer.config.ConfigReader;
import dev.phleet.analyzer.config.ConfigText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code analyzer}. */
@Command(
    name = "analyzer",
    mixinStandardHelpOptions = true,
    description = "Reads what all hosts publish; writes incidents and fleet profiles.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:Closed in order, or --check found nothing wrong.",
      "1:Stopped by a failure while running.",
      "2:Wrong option or configuration, or broker or registry refuse."
    })
final class AnalyzerCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties file; without it, the defaults. Environment variables are stronger. --check"
              + " prints every key.")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--check", description = "Print the effective configuration and exit.")
  private boolean check;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try {
      AnalyzerConfig read = ConfigReader.read(config, System.getenv());
      // Before anything is waited for.
      StreamsSettings.kafka(read);
      return check ? print(read) : run(read);
    } catch (ConfigException | StartException e) {
      return complain(e.getMessage(), REFUSED);
    }
  }

  private int print(AnalyzerConfig read) {
    spec.commandLine().getOut().print(ConfigText.of(read));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private int run(AnalyzerConfig read) throws InterruptedException {
    try (Analyzer analyzer = new Analyzer(read)) {
      Thread hook = new Thread(analyzer::close, "analyzer-close");
      Runtime.getRuntime().addShutdownHook(hook);
      analyzer.start();
      Optional<String> failure = analyzer.await();
      return failure.map(f -> complain("The analyzer stopped: " + f, FAILED)).orElse(0);
    }
  }

  private int complain(String line, int exitCode) {
    spec.commandLine().getErr().println("phleet analyzer: " + line);
    spec.commandLine().getErr().flush();
    return exitCode;
  }
}
