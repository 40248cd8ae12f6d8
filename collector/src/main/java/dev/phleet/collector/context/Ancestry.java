package dev.phleet.collector.context;

import dev.phleet.schemas.event.Ancestor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ancestors of processes, also of those whose parents have gone: every process that was looked
 * at is remembered, the least recently used are forgotten. For one thread.
 *
 * <p>When a parent ends, the kernel gives its children to another process, and nothing tells any
 * more who their parent was; so the parent that was seen first counts. Process ids are used again:
 * a remembered process that is gone is an ancestor only of what started after it.
 */
final class Ancestry {
  private static final int MOST_ANCESTORS = 8;

  private final Path proc;
  private final Map<Integer, SeenProcess> seen;

  /**
   * Remembers nothing yet.
   *
   * @param proc a directory like /proc
   * @param most most processes to remember
   */
  Ancestry(Path proc, int most) {
    this.proc = proc;
    this.seen =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, SeenProcess> eldest) {
            return size() > most;
          }
        };
  }

  /** Looks at every process that runs, so that it is known when it has gone. */
  void lookAround() {
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path directory : directories) {
        String name = directory.getFileName().toString();
        if (name.matches("\\d{1,9}")) {
          look(Integer.parseInt(name));
        }
      }
    } catch (IOException unreadable) {
      seen.clear();
    }
  }

  /**
   * The ancestors of a process, nearest first, at most 8.
   *
   * @param pid the process
   * @param parentPid its parent when the event happened
   */
  List<Ancestor> of(int pid, int parentPid) {
    Optional<SeenProcess> self = look(pid);
    long born = self.map(SeenProcess::startedAt).orElse(Long.MAX_VALUE);
    List<Ancestor> ancestors = new ArrayList<>();
    int next = self.map(SeenProcess::parentPid).filter(p -> p > 0).orElse(parentPid);
    while (next > 0 && ancestors.size() < MOST_ANCESTORS) {
      Optional<SeenProcess> ancestor = look(next);
      if (ancestor.isEmpty() || ancestor.get().startedAt() > born) {
        break;
      }
      SeenProcess found = ancestor.get();
      ancestors.add(new Ancestor(found.pid(), found.comm(), found.executable()));
      born = found.startedAt();
      next = found.parentPid();
    }
    return List.copyOf(ancestors);
  }

  private Optional<SeenProcess> look(int pid) {
    SeenProcess known = seen.get(pid);
    Optional<SeenProcess> now = SeenProcess.look(proc, pid);
    if (now.isEmpty()) {
      return Optional.ofNullable(known);
    }
    SeenProcess current = now.get();
    boolean isSame = known != null && known.startedAt() == current.startedAt();
    if (isSame && known.parentPid() != current.parentPid()) {
      current =
          new SeenProcess(
              pid, known.parentPid(), current.startedAt(), current.comm(), current.executable());
    }
    seen.put(pid, current);
    return Optional.of(current);
  }
}
