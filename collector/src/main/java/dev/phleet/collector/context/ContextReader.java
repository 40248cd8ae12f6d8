package dev.phleet.collector.context;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Reads the context of a process from /proc, and from memory what is there no more. For one thread.
 */
public final class ContextReader {
  private static final int REMEMBERED = 4096;

  private final Path proc;
  private final Ancestry ancestry;
  private final Scripts scripts;
  private final ContainerImages images;

  /** Over the /proc of this machine; has a look at everything that runs. */
  public ContextReader() {
    this(pid -> Optional.empty());
  }

  /**
   * The same with somebody who noted processes as they were started.
   *
   * @param noted the process of an id as it was noted last, under its first parent; empty when it
   *     was not
   */
  public ContextReader(IntFunction<Optional<SeenProcess>> noted) {
    this(Path.of("/proc"), Path.of("/"), noted);
  }

  ContextReader(Path proc) {
    this(proc, proc, pid -> Optional.empty());
  }

  ContextReader(Path proc, Path root, IntFunction<Optional<SeenProcess>> noted) {
    this.images = new ContainerImages(root);
    this.proc = proc;
    this.ancestry = new Ancestry(proc, REMEMBERED, noted);
    this.scripts = new Scripts(proc);
    ancestry.lookAround();
  }

  /**
   * Reads the context.
   *
   * @param pid the process
   * @param parentPid its parent when the event happened
   */
  public ProcessContext read(int pid, int parentPid) {
    return new ProcessContext(container(pid), scripts.of(pid), ancestry.of(pid, parentPid));
  }

  private Optional<Container> container(int pid) {
    return Container.ofProcess(proc, pid)
        .map(found -> images.of(found.id()).map(found::runningImage).orElse(found));
  }
}
