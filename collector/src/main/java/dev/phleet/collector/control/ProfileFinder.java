package dev.phleet.collector.control;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.identity.FileIdentity;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Finds the profile that somebody names by its key, by the path of its executable, or by a pid. */
final class ProfileFinder {
  private static final String KEY = "(0x[0-9a-fA-F]{1,16}|[0-9a-fA-F]{16})";
  private static final String PID = "\\d{1,10}";

  private final Detector detector;
  private final LongFunction<String> paths;

  ProfileFinder(Detector detector, LongFunction<String> paths) {
    this.detector = detector;
    this.paths = paths;
  }

  /** A key as it is written: 16 hexadecimal digits. */
  static String text(long key) {
    return "%016x".formatted(key);
  }

  /**
   * The profile that is meant.
   *
   * @throws RefusedException when there is none, or more than one
   */
  ProfileRow find(String name) {
    if (name.matches(KEY)) {
      long key = Long.parseUnsignedLong(name.replaceFirst("^0x", ""), 16);
      return detector
          .profile(key)
          .orElseThrow(() -> new RefusedException("no profile has the key " + text(key)));
    } else if (name.matches(PID)) {
      return ofProcess(Long.parseLong(name));
    } else if (name.startsWith("/")) {
      return ofPath(name);
    }
    throw new RefusedException(
        name + " is neither a key (16 hexadecimal digits) nor a path nor a pid");
  }

  private ProfileRow ofProcess(long pid) {
    return detector.tasks().stream()
        .filter(task -> task.pid() == pid || task.tid() == pid)
        .findFirst()
        .flatMap(task -> detector.profile(task.profileKey()))
        .orElseThrow(() -> new RefusedException("no watched process has the pid " + pid));
  }

  private ProfileRow ofPath(String path) {
    List<ProfileRow> named =
        detector.profiles().stream().filter(row -> paths.apply(row.key()).equals(path)).toList();
    if (named.size() == 1) {
      return named.get(0);
    }
    // Which of several versions of a file, or what a link leads to: the file that is there now.
    OptionalLong key = keyOfFile(path);
    if (key.isPresent() && detector.profile(key.getAsLong()).isPresent()) {
      return detector.profile(key.getAsLong()).orElseThrow();
    } else if (named.isEmpty()) {
      throw new RefusedException("no profile has the path " + path);
    }
    throw new RefusedException(
        named.size()
            + " profiles have the path "
            + path
            + ", name one by its key: "
            + named.stream().map(row -> text(row.key())).collect(Collectors.joining(", ")));
  }

  private static OptionalLong keyOfFile(String path) {
    try {
      return OptionalLong.of(FileIdentity.of(Path.of(path)).profileKey());
    } catch (IOException | InvalidPathException unreadable) {
      return OptionalLong.empty();
    }
  }
}
