package dev.phleet.examples;

import dev.phleet.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The commands that pages show, held against those that there are. */
final class Commands {
  private static final Pattern CALL =
      Pattern.compile("(?:^|[\\s(`])(?:\\./|/usr/bin/)?phleet +([a-z-].*)");
  private static final Pattern WORD =
      Pattern.compile("\\G\\s*((?:[^\\s\"'|;&)>]|\"[^\"]*\"|'[^']*')+)");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*");
  private static final List<String> WITHOUT_OPTIONS = List.of("test", "classpath");

  private final Map<String, CommandLine> models = new TreeMap<>();
  private final List<String> names;
  private final Sources sources;
  private final Vocabulary vocabulary;

  Commands(Sources sources, Vocabulary vocabulary) {
    this.sources = sources;
    this.vocabulary = vocabulary;
    names = sources.launcher("commands");
    Stream.of(
            dev.phleet.collector.Main.class,
            dev.phleet.analyzer.Main.class,
            dev.phleet.lab.Main.class)
        .forEach(main -> models.putAll(new CommandLine(main).getSubcommands()));
  }

  /** Every command that the launcher knows. */
  List<String> names() {
    return names;
  }

  /** What is wrong with the commands of a page, in its blocks of code and in its text. */
  List<String> problems(Page page) {
    List<String> problems = new ArrayList<>();
    Stream<String> spans =
        page.spans().stream().filter(s -> s.matches("(sudo )?(\\./)?phleet [a-z-].*"));
    Stream.concat(page.blocks().stream().flatMap(List::stream), spans)
        .forEach(
            line ->
                call(line).flatMap(this::problem).ifPresent(p -> problems.add(p + ": " + line)));
    return problems;
  }

  /** The words behind "phleet", as far as they belong to that command. */
  private static Optional<List<String>> call(String line) {
    Matcher call = CALL.matcher(line);
    if (!call.find()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(call.group(1));
    while (word.find() && !word.group(1).startsWith("#")) {
      words.add(word.group(1).replaceAll("[\"']", ""));
    }
    // "phleet collector: ..." is what a program says.
    return Optional.of(words).filter(w -> !w.isEmpty() && !w.get(0).endsWith(":"));
  }

  private Optional<String> problem(List<String> words) {
    String name = words.get(0);
    if (name.startsWith("-")) {
      return Optional.empty();
    }
    if (!names.contains(name)) {
      return Optional.of("no command " + name);
    }
    if (name.equals("help")) {
      return words.stream()
          .skip(1)
          .filter(w -> NAME.matcher(w).matches() && !names.contains(w))
          .map(w -> "no command " + w)
          .findFirst();
    }
    if (WITHOUT_OPTIONS.contains(name)) {
      return Optional.empty();
    }
    List<String> rest = words.subList(1, words.size());
    return name.equals("sql") ? sql(rest) : problem(models.get(name), rest);
  }

  /** The module sql is not on this class path (Flink is large): its options are read, not asked. */
  private Optional<String> sql(List<String> words) {
    return words.stream()
        .filter(word -> word.matches("--?[a-z].*"))
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(option -> !option.equals("--help") && !sources.has(option))
        .map(option -> "no option " + option)
        .findFirst();
  }

  private Optional<String> problem(CommandLine command, List<String> words) {
    for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
      String word = words.get(i);
      List<String> rest = words.subList(i + 1, words.size());
      if (word.matches("--?[a-z].*")) {
        String option = word.replaceFirst("=.*", "");
        OptionSpec spec = command.getCommandSpec().findOption(option);
        if (spec == null) {
          return Optional.of("no option " + option);
        }
        boolean takesNext = spec.arity().max() > 0 && !word.contains("=") && !rest.isEmpty();
        if (option.equals("--set") && takesNext && !vocabulary.isKey(rest.get(0))) {
          return Optional.of("no key " + rest.get(0));
        }
        i += takesNext ? 1 : 0;
      } else if (!command.getSubcommands().isEmpty()) {
        CommandLine sub = command.getSubcommands().get(word);
        boolean isName = NAME.matcher(word).matches();
        return sub == null
            ? Optional.of("no subcommand " + word).filter(none -> isName)
            : problem(sub, rest);
      } else if (!fits(command, word)) {
        return Optional.of("no argument " + word);
      }
    }
    return Optional.empty();
  }

  /** Whether an argument without a name can be one: anything, but topics and keys have names. */
  private boolean fits(CommandLine command, String word) {
    if (command.getCommandSpec().positionalParameters().isEmpty() || !word.matches("[a-z].*")) {
      return word.matches("[\\[<.A-Z].*") || !word.matches("[a-z].*");
    }
    return switch (command.getCommandName()) {
      case "events" -> Topics.named(word).isPresent();
      case "get", "set" -> vocabulary.isKey(word) || vocabulary.isKey("detector." + word);
      default -> true;
    };
  }
}
