package dev.phleet.collector.keeping;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.identity.Executables;
import dev.phleet.collector.publish.Draft;
import dev.phleet.collector.publish.EventQueue;
import dev.phleet.schemas.Topics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * Takes leave of profiles that were given up for others: the file goes, the record on the topic is
 * made void, the room in the kernel is given back when the last task has left.
 *
 * <p>The record is made void twice: at once, and when nothing names the profile any more, because
 * events of it may still be on their way at first. For any thread.
 */
public final class GivenUpProfiles {
  private final Detector detector;
  private final EventQueue queue;
  private final Executables executables;
  private final LongConsumer files;
  private final Set<Long> untold = ConcurrentHashMap.newKeySet();

  /**
   * Has nothing to do yet.
   *
   * @param files removes the file of a profile; must not wait
   */
  public GivenUpProfiles(
      Detector detector, EventQueue queue, Executables executables, LongConsumer files) {
    this.detector = detector;
    this.queue = queue;
    this.executables = executables;
    this.files = files;
  }

  /** A profile was given up for another. */
  public void givenUp(long profileKey) {
    files.accept(profileKey);
    untold.add(profileKey);
    tell();
  }

  /** Gives back what is left by now; every few seconds. */
  public void look() {
    for (long profileKey : detector.freeSlots()) {
      executables.forget(profileKey);
      untold.add(profileKey);
    }
    tell();
  }

  /** The hooks are detached: no event names a profile that was given up. */
  public void stopped() {
    untold.addAll(detector.keysWaiting());
    tell();
  }

  /** While the queue is crowded the next time will do. */
  private void tell() {
    if (!queue.isCrowded()) {
      untold.removeIf(this::tell);
    }
  }

  private boolean tell(long profileKey) {
    return queue.offer(new Draft.Gone(Topics.PROFILE_STATES, profileKey))
        && queue.offer(new Draft.Gone(Topics.PROFILE_PAIRS, profileKey));
  }
}
