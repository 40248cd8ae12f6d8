package dev.phleet.collector.keeping;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What came of saving and loading profiles since the collector started. For any thread. */
public final class SaveFigures {
  private long written;
  private long failed;
  private long unchanged;
  private long setAside;
  private int notLoaded;
  private Optional<Instant> lastAt = Optional.empty();
  private Duration lastTook = Duration.ZERO;

  /**
   * All of it at one moment.
   *
   * @param written profiles written, since the start
   * @param failed failures to write one, since the start
   * @param unchanged profiles of which the last save found nothing new
   * @param notLoaded profiles whose file could not be loaded and waits as it is
   * @param setAside such files that made way for what was learned anew
   * @param lastAt when the last save ended; empty before the first
   * @param lastTook how long it took
   */
  public record Now(
      long written,
      long failed,
      long unchanged,
      int notLoaded,
      long setAside,
      Optional<Instant> lastAt,
      Duration lastTook) {}

  /** The figures as they stand. */
  public synchronized Now now() {
    return new Now(written, failed, unchanged, notLoaded, setAside, lastAt, lastTook);
  }

  synchronized void saved(ProfileKeeper.Saved saved, Instant at, Duration took) {
    written += saved.written();
    failed += saved.failed();
    unchanged = saved.unchanged();
    lastAt = Optional.of(at);
    lastTook = took;
  }

  synchronized void notLoaded(int waiting) {
    notLoaded = waiting;
  }

  synchronized void setAside() {
    setAside++;
  }
}
