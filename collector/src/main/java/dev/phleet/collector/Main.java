package dev.phleet.collector;

import dev.phleet.collector.log.StandardErrorLog;
import dev.phleet.collector.shell.AdminCommand;
import dev.phleet.collector.shell.InspectCommand;
import dev.phleet.collector.shell.PsCommand;
import dev.phleet.collector.status.Version;
import dev.phleet.schemas.spelling.WrongUsage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** Entry point of every command that needs no more than the collector's classes. */
@Command(
    name = "phleet",
    description = "Process homeostasis for a fleet of hosts.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Main.Versions.class,
    subcommands = {
      CollectorCommand.class,
      EventsCommand.class,
      PsCommand.class,
      AdminCommand.class,
      InspectCommand.class,
      DoctorCommand.class,
      ReplayCommand.class,
      EvaluateCommand.class
    })
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    StandardErrorLog.want();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setParameterExceptionHandler(new WrongUsage());
  }

  /** For --version. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"phleet " + Version.text()};
    }
  }
}
