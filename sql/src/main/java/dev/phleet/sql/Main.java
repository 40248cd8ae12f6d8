package dev.phleet.sql;

import dev.phleet.schemas.spelling.WrongUsage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** Entry point of {@code phleet sql}. */
@Command(
    name = "phleet",
    description = "Process homeostasis for a fleet of hosts.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Main.Versions.class,
    subcommands = SqlCommand.class)
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setParameterExceptionHandler(new WrongUsage());
  }

  /** For --version. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"phleet " + (version == null ? "development" : version)};
    }
  }
}
