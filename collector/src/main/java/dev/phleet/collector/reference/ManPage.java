package dev.phleet.collector.reference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The man page of one command, in the macros of man(7). Picocli's own generator writes AsciiDoc,
 * which would need Ruby or another sixty megabytes of jars to become a page.
 */
final class ManPage {
  private final CommandSpec spec;
  private final StringBuilder page = new StringBuilder(2048);

  ManPage(CommandSpec spec) {
    this.spec = spec;
  }

  /** Name of the page: {@code phleet-collector}. */
  String name() {
    return spec.qualifiedName("-");
  }

  /**
   * The page.
   *
   * @param version of the program
   */
  String text(String version) {
    page.append(".TH \"").append(name().toUpperCase(Locale.ROOT)).append("\" 1 \"\" \"phleet ");
    page.append(version).append("\" \"Commands\"\n.nh\n.ad l\n");
    String[] description = spec.usageMessage().description();
    section("NAME");
    line(name() + " - " + firstSentence(description));
    section("SYNOPSIS");
    line(new CommandLine.Help(spec, plain()).synopsis(0).strip());
    section("DESCRIPTION");
    Arrays.stream(description).forEach(this::line);
    options();
    subcommands();
    section("EXIT STATUS");
    item("0", "All is well.");
    item("1", "It gave up, and says why.");
    item("2", "Bad input, or a machine that lacks something.");
    return page.toString();
  }

  private void options() {
    List<OptionSpec> options =
        spec.options().stream()
            .filter(option -> !option.hidden())
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .toList();
    List<PositionalParamSpec> positions =
        spec.positionalParameters().stream().filter(position -> !position.hidden()).toList();
    if (options.isEmpty() && positions.isEmpty()) {
      return;
    }
    section("OPTIONS");
    for (PositionalParamSpec position : positions) {
      item(position.paramLabel(), String.join(" ", position.description()));
    }
    for (OptionSpec option : options) {
      String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
      item(String.join(", ", option.names()) + value, String.join(" ", option.description()));
    }
  }

  private void subcommands() {
    if (spec.subcommands().isEmpty()) {
      return;
    }
    section("COMMANDS");
    spec.subcommands()
        .forEach((name, command) -> item(name, firstSentence(descriptionOf(command))));
  }

  private static String[] descriptionOf(CommandLine command) {
    return command.getCommandSpec().usageMessage().description();
  }

  private static String firstSentence(String[] description) {
    String first = description.length == 0 ? "" : description[0].strip();
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private void section(String title) {
    page.append(".SH ").append(title).append('\n');
  }

  private void item(String term, String text) {
    page.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
    line(text);
  }

  private void line(String text) {
    // A dot or an apostrophe at the start of a line would be a command to roff.
    text.strip().lines().forEach(l -> page.append("\\&").append(escaped(l)).append('\n'));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  private static CommandLine.Help.ColorScheme plain() {
    return CommandLine.Help.defaultColorScheme(Ansi.OFF);
  }
}
