package dev.phleet.collector.identity;

import dev.phleet.collector.context.Container;
import dev.phleet.collector.identity.ExecutableResolver.Resolved;
import dev.phleet.schemas.event.Executable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executables of all profiles. Files are read on a thread of its own; who asks waits a bounded
 * time for the first answer, and then takes the path for the id. What was found is looked at again
 * now and then, because a file can be changed in place.
 */
public final class Executables implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Executables.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
  private final Path proc;
  private final ExecutableResolver resolver;
  private volatile Consumer<KnownProgram> listener = program -> {};
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "digests");
            thread.setDaemon(true);
            return thread;
          });

  /** Over the /proc of this machine. */
  public Executables() {
    this(Path.of("/proc"));
  }

  Executables(Path proc) {
    this.proc = proc;
    this.resolver = new ExecutableResolver(proc);
  }

  /**
   * Tells somebody of every program that is learned or remembered from now on.
   *
   * @param newListener told on the thread that reads the files, or on the one that remembers
   */
  public void listen(Consumer<KnownProgram> newListener) {
    listener = newListener;
  }

  /**
   * What was asked about a profile.
   *
   * @param path its path as far as known
   * @param pid a process that ran it
   * @param earlier the answer to the question before; null when this is the first
   * @param answer the answer, when it comes
   * @param askedAt when, by System.nanoTime()
   */
  private record Entry(
      String path, int pid, Resolved earlier, CompletableFuture<Resolved> answer, long askedAt) {}

  /**
   * A profile was created: starts to read its file.
   *
   * @param profileKey key of the profile
   * @param path path as the kernel resolved it, or the name by which the script was called; empty
   *     when unknown
   * @param pid the process that ran it
   */
  public void learn(long profileKey, String path, int pid) {
    Entry entry = ask(profileKey, path, pid, null);
    entries.put(profileKey, entry);
    // On the same thread, once the file has been read.
    var unused = entry.answer().thenAcceptAsync(found -> tell(profileKey, found, pid), reader);
  }

  /**
   * A profile of an earlier run goes on: what was known of its program is known again.
   *
   * @param profileKey key of the profile
   * @param id its id then; empty when it had none
   * @param path its path then; empty when unknown
   */
  public void remember(long profileKey, String id, String path) {
    Resolved then =
        id.isEmpty() ? ExecutableResolver.byNameOnly(profileKey, path) : new Resolved(id, path);
    var known = CompletableFuture.completedFuture(then);
    entries.put(profileKey, new Entry(path, 0, then, known, System.nanoTime()));
    listener.accept(new KnownProgram(profileKey, then.id(), path, Optional.empty()));
  }

  /**
   * The executable of a profile. Waits up to 5 seconds when its file is being read for the first
   * time.
   *
   * @param profileKey key of the profile
   * @param pid a process that runs it, for the case that nothing is known of it yet; 0 for none
   */
  public Executable executable(long profileKey, int pid) {
    Entry known = entries.get(profileKey);
    Entry entry =
        known == null ? entries.computeIfAbsent(profileKey, key -> ask(key, "", pid, null)) : known;
    Resolved found = await(entry, profileKey);
    if (entry.answer().isDone() && System.nanoTime() - entry.askedAt() > FRESH.toNanos()) {
      int process = pid == 0 ? entry.pid() : pid;
      entries.put(profileKey, ask(profileKey, found.path(), process, found));
    }
    return new Executable(found.id(), found.path(), profileKey);
  }

  /** A profile is gone: what was known of its program is not needed any more. */
  public void forget(long profileKey) {
    entries.remove(profileKey);
  }

  /**
   * The path of a profile's executable as far as it is known by now; empty when it is not. Never
   * waits.
   */
  public String knownPath(long profileKey) {
    Entry entry = entries.get(profileKey);
    if (entry == null || !entry.path().isEmpty()) {
      return entry == null ? "" : entry.path();
    }
    boolean found = entry.answer().isDone() && !entry.answer().isCompletedExceptionally();
    return found ? entry.answer().join().path() : "";
  }

  @Override
  public void close() {
    reader.shutdownNow();
    try {
      // The listener may be at work in the kernel side, which is closed next.
      if (!reader.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("the reader of digests did not end within 10 s");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(long profileKey, Resolved found, int pid) {
    Optional<Container> container = Container.ofProcess(proc, pid);
    try {
      listener.accept(new KnownProgram(profileKey, found.id(), found.path(), container));
    } catch (RuntimeException failed) {
      // A future that nobody looks at would keep it to itself.
      LOG.warn("{} is watched as any other: {}", found.path(), failed.toString());
    }
  }

  private Entry ask(long profileKey, String path, int pid, Resolved earlier) {
    CompletableFuture<Resolved> answer =
        CompletableFuture.supplyAsync(() -> resolver.resolve(profileKey, path, pid), reader);
    return new Entry(path, pid, earlier, answer, System.nanoTime());
  }

  private static Resolved await(Entry entry, long profileKey) {
    try {
      long wait = entry.earlier() == null ? LONGEST_WAIT.toMillis() : 0;
      return entry.answer().get(wait, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return fallback(entry, profileKey);
    } catch (TimeoutException | ExecutionException unanswered) {
      return fallback(entry, profileKey);
    }
  }

  private static Resolved fallback(Entry entry, long profileKey) {
    if (entry.earlier() != null) {
      return entry.earlier();
    }
    return ExecutableResolver.byNameOnly(profileKey, entry.path());
  }
}
