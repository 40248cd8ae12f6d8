package dev.phleet.lab.images;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * What an engine would be given to build from: the files of a directory without those that its
 * {@code .dockerignore} excludes. The last rule that fits decides, as in Docker.
 *
 * @param root the directory
 * @param rules in the order of the file
 */
record ContextFiles(Path root, List<Rule> rules) {
  private record Rule(PathMatcher matcher, boolean excludes) {}

  static ContextFiles of(Path root) throws IOException {
    return of(root, Files.readAllLines(root.resolve(".dockerignore")));
  }

  static ContextFiles of(Path root, List<String> lines) {
    List<Rule> rules = new ArrayList<>();
    for (String line : lines) {
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        boolean excludes = !text.startsWith("!");
        String pattern = excludes ? text : text.substring(1);
        // Docker's ** is none, one or many directories; Java's is at least what is written around
        // it.
        String rest = pattern.startsWith("**/") ? pattern.substring(3) : pattern;
        String glob = pattern.startsWith("**/") ? "{%s,**/%s}".formatted(rest, rest) : pattern;
        rules.add(new Rule(FileSystems.getDefault().getPathMatcher("glob:" + glob), excludes));
      }
    }
    return new ContextFiles(root, rules);
  }

  /** Whether a file is left out: a rule that fits a directory above it fits the file. */
  boolean excludes(Path relative) {
    boolean excluded = false;
    for (Rule rule : rules) {
      for (Path path = relative; path != null; path = path.getParent()) {
        if (rule.matcher().matches(path)) {
          excluded = rule.excludes();
          break;
        }
      }
    }
    return excluded;
  }

  /**
   * The files at or below a path, sorted, relative to the root.
   *
   * @param source a path of the root
   */
  List<Path> below(String source) throws IOException {
    Path start = root.resolve(source);
    List<Path> files = new ArrayList<>();
    if (!Files.exists(start)) {
      return files;
    }
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a) {
            // Rules that take something back are all about files of the top here.
            boolean deep = root.relativize(directory).getNameCount() > 1;
            return deep && excludes(root.relativize(directory))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
            if (!excludes(root.relativize(file))) {
              files.add(root.relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  /** Copies what is below these paths, with its modes. */
  void copyTo(Path target, List<String> sources) throws IOException {
    for (String source : sources) {
      for (Path file : below(source)) {
        Path copy = target.resolve(file.toString());
        Files.createDirectories(copy.getParent());
        Files.copy(
            root.resolve(file),
            copy,
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
