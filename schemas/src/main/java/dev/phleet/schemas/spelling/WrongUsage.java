package dev.phleet.schemas.spelling;

import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A wrong command line gets one line that says what is wrong and what was probably meant; exit code
 * 2.
 */
public final class WrongUsage implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .println(
            name
                + ": "
                + wrong.getMessage().replace('\n', ' ')
                + meant(wrong).map(option -> ": did you mean " + option + "?").orElse("")
                + " ('"
                + name
                + " --help' lists what there is)");
    command.getErr().flush();
    return ExitCode.USAGE;
  }

  private static Optional<String> meant(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    CommandLine command = wrong.getCommandLine();
    String word = unmatched.getUnmatched().get(0);
    Set<String> known =
        word.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet();
    return Nearest.to(word, known);
  }
}
