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
import java.util.function.IntFunction;

/**
 * The ancestors of processes, also of those whose parents have gone: every process that was looked
 * at is remembered, the least recently used are forgotten; and the kernel side noted who started
 * whom, which tells of those that were gone before anybody could look. For one thread.
 *
 * <p>When a parent ends, the kernel gives its children to another process, and nothing tells any
 * more who their parent was; so the parent that was seen first counts. Process ids are used again:
 * a remembered process that is gone is an ancestor only of what started after it.
 */
final class Ancestry {
  private static final int MOST_ANCESTORS = 8;

  private final Path proc;
  private final IntFunction<Optional<SeenProcess>> noted;
  private final Map<Integer, SeenProcess> seen;

  /**
   * Remembers nothing yet.
   *
   * @param proc a directory like /proc
   * @param most most processes to remember
   * @param noted processes as the kernel side noted them when they were started
   */
  Ancestry(Path proc, int most, IntFunction<Optional<SeenProcess>> noted) {
    this.proc = proc;
    this.noted = noted;
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
    Optional<SeenProcess> known = Optional.ofNullable(seen.get(pid));
    Optional<SeenProcess> then = noted.apply(pid);
    Optional<SeenProcess> now = SeenProcess.look(proc, pid);
    if (now.isEmpty()) {
      // Whichever of the two came last; of the same, what the kernel side noted is the newer.
      return then.filter(n -> known.isEmpty() || known.get().startedAt() <= n.startedAt())
          .map(n -> n.executable() == null ? known.filter(k -> isSame(k, n)).orElse(n) : n)
          .or(() -> known);
    }
    SeenProcess current = now.get();
    Optional<SeenProcess> first =
        then.filter(n -> isSame(n, current)).or(() -> known.filter(k -> isSame(k, current)));
    SeenProcess found = first.map(f -> current.startedBy(f.parentPid())).orElse(current);
    seen.put(pid, found);
    return Optional.of(found);
  }

  private static boolean isSame(SeenProcess one, SeenProcess other) {
    return one.startedAt() == other.startedAt();
  }
}
