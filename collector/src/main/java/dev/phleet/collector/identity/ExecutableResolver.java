package dev.phleet.collector.identity;

import dev.phleet.collector.context.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the file of a profile and its id. It reads /proc/PID/exe while a process of the profile
 * lives (that works in every mount namespace, and for files that were deleted), else the path, but
 * only when the same file still lies there. For one thread.
 */
final class ExecutableResolver {
  private final Path proc;
  private final Scripts scripts;
  private final FileDigests digests = new FileDigests();

  ExecutableResolver(Path proc) {
    this.proc = proc;
    this.scripts = new Scripts(proc);
  }

  /**
   * What is known of an executable.
   *
   * @param id sha256:... or path:...
   * @param path its path; empty when unknown
   */
  record Resolved(String id, String path) {}

  /**
   * Looks the executable up, or the script when the profile is a script's.
   *
   * @param profileKey key of its profile
   * @param path path as the kernel resolved it, or the name by which the script was called; empty
   *     when unknown
   * @param pid a process that ran it
   */
  Resolved resolve(long profileKey, String path, int pid) {
    return isScript(profileKey)
        ? resolveScript(profileKey, path, pid)
        : resolveExecutable(profileKey, path, pid);
  }

  /** The kernel side marks the key of a script's profile in its highest bit. */
  static boolean isScript(long profileKey) {
    return profileKey < 0;
  }

  /** A script is not held open by its process: only its name leads to it. */
  private Resolved resolveScript(long profileKey, String name, int pid) {
    Optional<String> path = name.isEmpty() ? scripts.of(pid) : scripts.absolute(pid, name);
    if (path.isEmpty()) {
      return byNameOnly(profileKey, name.startsWith("/") ? name : "");
    }
    try {
      Path file = scripts.inRootOf(pid, path.get());
      return new Resolved("sha256:" + digests.sha256(file, FileIdentity.of(file)), path.get());
    } catch (IOException | InvalidPathException gone) {
      return byNameOnly(profileKey, path.get());
    }
  }

  private Resolved resolveExecutable(long profileKey, String path, int pid) {
    Path link = proc.resolve(pid + "/exe");
    try {
      FileIdentity identity = FileIdentity.of(link);
      if (identity.profileKey() == profileKey || identity.hasInodeOf(profileKey)) {
        String shown = path.isEmpty() ? Files.readSymbolicLink(link).toString() : path;
        return new Resolved("sha256:" + digests.sha256(link, identity), shown);
      }
    } catch (IOException gone) {
      return byPath(profileKey, path);
    }
    return byPath(profileKey, path);
  }

  /** What an executable is called while its file cannot be read. */
  static Resolved byNameOnly(long profileKey, String path) {
    // Where nothing but the key is known, that means nothing on another host: never the same id.
    String name = path.isEmpty() ? "?" + Long.toHexString(profileKey) : path;
    return new Resolved("path:" + name, path);
  }

  private Resolved byPath(long profileKey, String path) {
    if (!path.isEmpty()) {
      try {
        Path file = Path.of(path);
        FileIdentity identity = FileIdentity.of(file);
        if (identity.profileKey() == profileKey) {
          return new Resolved("sha256:" + digests.sha256(file, identity), path);
        }
      } catch (IOException | InvalidPathException unreadable) {
        return byNameOnly(profileKey, path);
      }
    }
    return byNameOnly(profileKey, path);
  }
}
