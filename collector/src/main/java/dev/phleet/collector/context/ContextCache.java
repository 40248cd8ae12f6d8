package dev.phleet.collector.context;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers contexts for a short time, so that a burst of events from one process costs one look
 * into /proc. For one thread.
 */
public final class ContextCache {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int REMEMBERED = 512;

  private final ContextReader reader;
  private final Map<Owner, Remembered> remembered = new LinkedHashMap<>();

  /** In front of a reader. */
  public ContextCache(ContextReader reader) {
    this.reader = reader;
  }

  /** Looked up once an event; what a record generates goes through method handles: slow in C1. */
  private record Owner(int pid, int parentPid, long profileKey) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Owner owner
          && pid == owner.pid
          && parentPid == owner.parentPid
          && profileKey == owner.profileKey;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * pid + parentPid) + Long.hashCode(profileKey);
    }
  }

  private record Remembered(ProcessContext context, long readAt) {}

  /**
   * The context of a process.
   *
   * @param pid the process
   * @param parentPid its parent when the event happened
   * @param profileKey what it ran: another program is another look
   */
  public ProcessContext of(int pid, int parentPid, long profileKey) {
    Owner owner = new Owner(pid, parentPid, profileKey);
    Remembered known = remembered.get(owner);
    if (known != null && System.nanoTime() - known.readAt() < FRESH.toNanos()) {
      return known.context();
    }
    ProcessContext context = reader.read(pid, parentPid);
    remembered.remove(owner);
    if (remembered.size() >= REMEMBERED) {
      remembered.remove(remembered.keySet().iterator().next());
    }
    remembered.put(owner, new Remembered(context, System.nanoTime()));
    return context;
  }
}
