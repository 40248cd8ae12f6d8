package dev.phleet.collector.identity;

import dev.phleet.collector.context.Container;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;

/**
 * Which programs are not watched.
 *
 * @param paths globs over the whole path, e.g. {@code /opt/**}; one without a slash is a file name
 * @param digests sha256 in hexadecimal, with or without {@code sha256:} in front
 * @param containers ids of containers or the beginnings of such (12 digits at least), or names of
 *     machines
 */
public record IgnoreRules(List<String> paths, List<String> digests, List<String> containers) {
  private static final int SHORTEST_ID = 12;

  /** Watches everything. */
  public static final IgnoreRules NONE = new IgnoreRules(List.of(), List.of(), List.of());

  /**
   * Checks the globs.
   *
   * @throws java.util.regex.PatternSyntaxException when a glob is none
   */
  public IgnoreRules {
    paths = List.copyOf(paths);
    digests = List.copyOf(digests);
    containers = List.copyOf(containers);
    paths.forEach(IgnoreRules::matcher);
  }

  /** The rule that a program falls under, as key and value; empty when it is to be watched. */
  public Optional<String> ruleFor(KnownProgram program) {
    Optional<String> path =
        paths.stream()
            .filter(glob -> isPath(glob, program.path()))
            .findFirst()
            .map(glob -> "ignore.paths " + glob);
    Optional<String> digest =
        digests.stream()
            .filter(
                wanted -> program.id().equals(wanted) || program.id().equals("sha256:" + wanted))
            .findFirst()
            .map(wanted -> "ignore.digests " + wanted);
    return path.or(() -> digest).or(() -> program.container().flatMap(this::ruleFor));
  }

  private Optional<String> ruleFor(Container container) {
    return containers.stream()
        .filter(
            wanted ->
                container.id().equals(wanted)
                    || (wanted.length() >= SHORTEST_ID && container.id().startsWith(wanted)))
        .findFirst()
        .map(wanted -> "ignore.containers " + wanted);
  }

  private static boolean isPath(String glob, String path) {
    try {
      Path whole = Path.of(path);
      Path name = whole.getFileName();
      return !path.isEmpty()
          && matcher(glob).matches(glob.contains("/") || name == null ? whole : name);
    } catch (InvalidPathException odd) {
      return false;
    }
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }
}
