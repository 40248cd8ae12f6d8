package dev.phleet.collector.config;

import dev.phleet.collector.detector.ScopeKind;
import dev.phleet.collector.detector.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What is watched.
 *
 * @param kind host, tree or cgroup
 * @param detail root process id of the tree, path of the cgroup; empty for the host
 */
public record ScopeConfig(ScopeKind kind, String detail) {

  static ScopeConfig from(Values values) {
    return switch (values.oneOf(Key.SCOPE, List.of("host", "tree", "cgroup"))) {
      case "tree" ->
          new ScopeConfig(ScopeKind.TREE, Integer.toString(needed(values, Key.SCOPE_TREE_PID)));
      case "cgroup" -> {
        if (!values.isSet(Key.SCOPE_CGROUP_PATH)) {
          throw missing(Key.SCOPE_CGROUP_PATH, "cgroup");
        }
        yield new ScopeConfig(ScopeKind.CGROUP, values.text(Key.SCOPE_CGROUP_PATH));
      }
      default -> new ScopeConfig(ScopeKind.HOST, "");
    };
  }

  /** The kind as it is written: host, tree or cgroup. */
  public String name() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Puts the scope into the detector's settings.
   *
   * @throws ConfigException when the process or the cgroup is not there
   */
  public Settings applyTo(Settings settings) {
    return switch (kind) {
      case HOST -> settings.watchingHost();
      case TREE -> {
        if (!Files.isDirectory(Path.of("/proc", detail))) {
          throw new ConfigException(
              Key.SCOPE_TREE_PID.text() + " = " + detail + " is not a process that runs");
        }
        yield settings.watchingTree(Integer.parseInt(detail));
      }
      case CGROUP -> settings.watchingCgroup(cgroupId());
      case NONE -> settings;
    };
  }

  private long cgroupId() {
    try {
      // The kernel's id of a cgroup is the inode number of its directory.
      return (Long) Files.getAttribute(Path.of(detail), "unix:ino");
    } catch (IOException absent) {
      throw new ConfigException(
          Key.SCOPE_CGROUP_PATH.text()
              + " = "
              + detail
              + " is not a directory of the cgroup file system, e.g."
              + " /sys/fs/cgroup/system.slice/nginx.service");
    }
  }

  private static int needed(Values values, Key key) {
    if (!values.isSet(key)) {
      throw missing(key, "tree");
    }
    return values.number(key, 1, Integer.MAX_VALUE);
  }

  private static ConfigException missing(Key key, String scope) {
    return new ConfigException("scope = " + scope + " needs " + key.text() + ": set it");
  }
}
