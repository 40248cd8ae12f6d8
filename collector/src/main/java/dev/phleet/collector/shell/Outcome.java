package dev.phleet.collector.shell;

import dev.phleet.collector.config.ConfigException;
import dev.phleet.collector.control.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** From what happened to an exit code, with one line where something went wrong. */
final class Outcome {
  static final int DONE = 0;

  /** The collector answered that it cannot be done. */
  static final int REFUSED = 1;

  /** Bad input, or no collector to ask. */
  static final int CANNOT_ASK = 2;

  private Outcome() {}

  /** What a command does. */
  @FunctionalInterface
  interface Action {
    void run(PrintWriter out) throws UnavailableException, IOException;
  }

  static int of(CommandSpec command, Action action) {
    try {
      action.run(command.commandLine().getOut());
      command.commandLine().getOut().flush();
      return DONE;
    } catch (RefusedException refused) {
      return complain(command, refused.getMessage(), REFUSED);
    } catch (UnavailableException | ConfigException unavailable) {
      return complain(command, unavailable.getMessage(), CANNOT_ASK);
    } catch (IOException failed) {
      return complain(command, failed.toString(), CANNOT_ASK);
    }
  }

  private static int complain(CommandSpec command, String line, int code) {
    command.commandLine().getOut().flush();
    command.commandLine().getErr().println(command.qualifiedName() + ": " + line);
    command.commandLine().getErr().flush();
    return code;
  }
}
