package dev.phleet.lab.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of this project, some of them perhaps otherwise than they are.
 *
 * @param root its directory
 * @param changed texts that count in place of those in the files, by path
 */
record ProjectTree(Path root, Map<String, String> changed) {
  static final String COMPOSE = "docker-compose.yml";
  static final String DOCKERFILE = "docker/Dockerfile";
  static final String IGNORE = ".dockerignore";
  static final String PROMETHEUS = "docker/prometheus/prometheus.yml";

  static ProjectTree here() {
    return new ProjectTree(Path.of("..").toAbsolutePath().normalize(), Map.of());
  }

  String text(String path) {
    try {
      String other = changed.get(path);
      return other == null ? Files.readString(root.resolve(path)) : other;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  boolean has(String path) {
    return Files.exists(root.resolve(path));
  }

  /** The same with a text replaced once in a file, which must have it. */
  ProjectTree with(String path, String old, String fresh) {
    String text = text(path);
    if (!text.contains(old)) {
      throw new IllegalArgumentException(path + " has no " + old);
    }
    Map<String, String> more = new HashMap<>(changed);
    more.put(path, text.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(fresh)));
    return new ProjectTree(root, more);
  }

  ComposeFile compose() {
    return ComposeFile.parse(text(COMPOSE));
  }

  Dockerfile dockerfile() {
    return Dockerfile.parse(text(DOCKERFILE));
  }

  ContextFiles context() {
    return ContextFiles.of(root, text(IGNORE).lines().toList());
  }

  /** A property of the parent pom, or its version. */
  String pom(String element) {
    return poms(element).get(0);
  }

  /** What the parent pom has of an element; at least one. */
  List<String> poms(String element) {
    List<String> found =
        Pattern.compile("<" + Pattern.quote(element) + ">([^<]+)</")
            .matcher(text("pom.xml"))
            .results()
            .map(match -> match.group(1))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("pom.xml has no " + element);
    }
    return found;
  }

  List<Path> below(String path, String suffix) throws IOException {
    try (var files = Files.walk(root.resolve(path))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
