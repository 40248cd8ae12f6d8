package dev.phleet.collector.identity;

import dev.phleet.collector.detector.OperationResult;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets copies of one program share one profile: the same image of a container gets a new device
 * number each time it starts, and a package that is installed again gets new inodes; neither shall
 * start from nothing. A copy under another name on the same device is somebody's intent, and keeps
 * a profile of its own.
 */
public final class Aliases {
  private static final Logger LOG = LoggerFactory.getLogger(Aliases.class);
  private static final int ATTEMPTS = 5;

  private final Sharing sharing;
  private final Map<String, KnownProgram> first = new HashMap<>();
  private final LongAdder made = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /** What lets a profile go on in another; {@code Detector::alias}. */
  public interface Sharing {
    /**
     * Gives a profile up for another.
     *
     * @param profileKey whose profile is given up
     * @param targetKey whose profile serves both
     */
    OperationResult alias(long profileKey, long targetKey);
  }

  /** Knows no program yet. */
  public Aliases(Sharing sharing) {
    this.sharing = sharing;
  }

  /**
   * A program was seen: when it is a copy of one that has a profile, it shares that.
   *
   * @return whether it does
   */
  public synchronized boolean met(KnownProgram program) {
    if (!program.isByContent()) {
      return false;
    }
    KnownProgram known = first.putIfAbsent(program.id(), program);
    if (known == null || known.profileKey() == program.profileKey()) {
      return false;
    }
    boolean isSamePath = !program.path().isEmpty() && known.path().equals(program.path());
    boolean isElsewhere = !program.isScript() && known.device() != program.device();
    return (isSamePath || isElsewhere) && share(program, known);
  }

  /** How many profiles were given up for another. */
  public long made() {
    return made.sum();
  }

  /** How many copies kept a profile of their own because the kernel side could not do it. */
  public long failed() {
    return failed.sum();
  }

  private boolean share(KnownProgram program, KnownProgram known) {
    OperationResult result = OperationResult.BUSY;
    for (int attempt = 0; attempt < ATTEMPTS && result == OperationResult.BUSY; attempt++) {
      result = sharing.alias(program.profileKey(), known.profileKey());
    }
    if (result == OperationResult.DONE) {
      made.increment();
      LOG.info(
          "{} is a copy of {}: it goes on in that profile ({} -> {})",
          program.path(),
          known.path(),
          hex(program),
          hex(known));
      return true;
    }
    failed.increment();
    LOG.warn(
        "{} is a copy of {} and keeps a profile of its own, {}: the kernel side said {}",
        program.path(),
        known.path(),
        hex(program),
        result);
    return false;
  }

  private static String hex(KnownProgram program) {
    return "%016x".formatted(program.profileKey());
  }
}
