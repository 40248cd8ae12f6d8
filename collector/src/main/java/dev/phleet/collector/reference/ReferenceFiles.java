package dev.phleet.collector.reference;

import dev.phleet.collector.Main;
import dev.phleet.collector.config.Key;
import dev.phleet.collector.status.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes the files; the build of the package runs it. */
public final class ReferenceFiles {
  private ReferenceFiles() {}

  /**
   * Writes them.
   *
   * @param arguments directory for man pages, file for the shell's completion, file for the keys
   * @throws IOException when one cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    CommandLine command = new CommandLine(Main.class);
    manPages(command, Path.of(arguments[0]));
    Files.writeString(Path.of(arguments[1]), AutoComplete.bash("phleet", command));
    Files.writeString(Path.of(arguments[2]), keys());
  }

  private static void manPages(CommandLine command, Path directory) throws IOException {
    ManPage page = new ManPage(command.getCommandSpec());
    Files.writeString(directory.resolve(page.name() + ".1"), page.text(Version.text()));
    for (CommandLine sub : command.getSubcommands().values()) {
      if (!sub.getCommandSpec().usageMessage().hidden()) {
        manPages(sub, directory);
      }
    }
  }

  /** Every key of the configuration, commented out, with its default. */
  static String keys() {
    StringBuilder text = new StringBuilder();
    for (Key key : Key.values()) {
      text.append("\n# ").append(key.meaning()).append("\n#").append(key.text());
      text.append(" = ").append(key.defaultText()).append('\n');
    }
    return text.toString();
  }
}
