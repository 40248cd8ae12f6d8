package dev.phleet.analyzer;

import dev.phleet.schemas.spelling.WrongUsage;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the analyzer's JVM. */
@Command(
    name = "phleet",
    mixinStandardHelpOptions = true,
    description = "Process homeostasis for a fleet of hosts.",
    subcommands = AnalyzerCommand.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The commands, for a test or another program to execute. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              PrintWriter err = command.getErr();
              err.println("phleet analyzer: " + Failures.line(failure));
              err.flush();
              return 1;
            });
  }
}
