package dev.phleet.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands between quotes in the sources: names that have no other list. */
final class Sources {
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
  private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final List<String> MODULES = List.of("schemas", "collector", "analyzer", "sql");

  private final String launcher = Page.read(Page.ROOT.resolve("phleet")).text();
  private final Set<String> literals;

  Sources() {
    literals =
        MODULES.stream()
            .flatMap(module -> javaOf(Page.ROOT.resolve(module + "/src/main/java")))
            .flatMap(java -> LITERAL.matcher(java).results())
            .map(literal -> literal.group(1))
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> javaOf(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> JOINT.matcher(Page.read(file).text()).replaceAll(""))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether some program has exactly this text. */
  boolean has(String literal) {
    return literals.contains(literal);
  }

  /** Whether some program says this, or the launcher does. */
  boolean says(String words) {
    return launcher.contains(words) || literals.stream().anyMatch(l -> l.contains(words));
  }

  /** All texts that begin so. */
  Stream<String> beginning(String prefix) {
    return literals.stream().filter(literal -> literal.startsWith(prefix));
  }

  /** The value of a variable of the launcher, by words. */
  List<String> launcher(String variable) {
    var found = Pattern.compile("(?m)^" + variable + "='([^']*)'").matcher(launcher);
    return found.find() ? List.of(found.group(1).split(" ")) : List.of();
  }
}
