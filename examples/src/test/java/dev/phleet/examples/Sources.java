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
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");
  private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final List<String> MODULES = List.of("schemas", "collector", "analyzer", "sql");

  private final String launcher = Page.read(Page.ROOT.resolve("phleet")).text();
  private final String log =
      Page.read(Page.ROOT.resolve("sql/src/main/resources/dev/phleet/sql/logback.xml")).text();
  private final Set<String> literals;
  private final Set<String> packages;

  Sources() {
    List<String> java =
        MODULES.stream()
            .flatMap(module -> javaOf(Page.ROOT.resolve(module + "/src/main/java")))
            .toList();
    literals = all(java, LITERAL);
    packages = all(java, PACKAGE);
  }

  private static Set<String> all(List<String> texts, Pattern pattern) {
    return texts.stream()
        .flatMap(text -> pattern.matcher(text).results())
        .map(found -> found.group(1))
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

  /** Whether a package is called so, the first parts of its name left out. */
  boolean hasPackage(String name) {
    return packages.stream().anyMatch(known -> known.endsWith("." + name));
  }

  /** Whether some program has exactly this text. */
  boolean has(String literal) {
    return literals.contains(literal);
  }

  /** Whether some program says this, the launcher does, or what sets up the log of sql. */
  boolean says(String words) {
    return launcher.contains(words)
        || log.contains(words)
        || literals.stream().anyMatch(l -> l.contains(words));
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
