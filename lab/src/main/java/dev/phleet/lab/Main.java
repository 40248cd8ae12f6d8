package dev.phleet.lab;

import dev.phleet.lab.bench.BenchCommand;
import dev.phleet.schemas.spelling.WrongUsage;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of this module. */
@Command(
    name = "phleet",
    subcommands = {LabCommand.class, BenchCommand.class},
    description = "The whole pipeline on this machine.")
public final class Main {
  private Main() {}

  /**
   * Runs one command.
   *
   * @param args its name and options
   */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Main()).setParameterExceptionHandler(new WrongUsage()).execute(args));
  }
}
