package dev.phleet.collector.publish;

import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.event.StateChanged;
import dev.phleet.collector.event.StateReason;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.schemas.Topics;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose pairs are to be published: at once where a profile's data changed as a whole, and at
 * intervals where it grew. Only keys wait in the queue, each at most once; the pairs are read out
 * of the kernel by the publisher's thread when their turn comes. May be used from any thread.
 */
public final class PairsDue {
  private static final Logger LOG = LoggerFactory.getLogger(PairsDue.class);
  private static final Set<StateReason> AS_A_WHOLE =
      EnumSet.of(
          StateReason.FROZEN,
          StateReason.BECAME_NORMAL,
          StateReason.ANOMALY_LIMIT,
          StateReason.TOLERIZE_LIMIT,
          StateReason.NORMALIZED,
          StateReason.TOLERIZED,
          StateReason.SENSITIZED,
          StateReason.RESET);

  private final EventQueue queue;
  private final LongFunction<Optional<ProfileImage>> reader;
  private final Map<Long, Extent> known = new HashMap<>();
  private final Set<Long> waiting = new HashSet<>();
  private final Set<Long> owed = new HashSet<>();
  private long postponed;
  private long unreadable;

  /**
   * Nothing is due yet.
   *
   * @param queue where drafts go
   * @param reader reads a profile by its key; empty when it is gone; may throw when it is changed
   *     all the while
   */
  public PairsDue(EventQueue queue, LongFunction<Optional<ProfileImage>> reader) {
    this.queue = queue;
    this.reader = reader;
  }

  /** What tells that a profile's data is not what it was. */
  private record Extent(ProfileState state, long lastChange, long sequences, int pairs) {
    static Extent of(Counters counters) {
      return new Extent(
          counters.state(), counters.lastChange(), counters.sequences(), counters.pairs());
    }
  }

  /** An event of the kernel; most are of no interest here. */
  void heard(KernelEvent event) {
    if (event instanceof StateChanged changed && AS_A_WHOLE.contains(changed.reason())) {
      due(event.header().profileKey(), event.counters());
    }
  }

  /** A profile was read back from disk. */
  public void loaded(ProfileRow profile) {
    due(profile.key(), profile.counters());
  }

  /** Looks through all profiles for those that have grown since the last time. */
  public synchronized void look(List<ProfileRow> profiles) {
    for (ProfileRow profile : profiles) {
      if (!Extent.of(profile.counters()).equals(known.get(profile.key()))) {
        due(profile.key(), profile.counters());
      }
    }
    Set<Long> there = profiles.stream().map(ProfileRow::key).collect(Collectors.toSet());
    known.keySet().retainAll(there);
  }

  /** Puts into the queue what found it crowded. */
  public synchronized void catchUp() {
    List.copyOf(owed).forEach(this::ask);
  }

  /** How often pairs were put off because the queue was crowded. */
  public synchronized long postponed() {
    return postponed;
  }

  /** How often pairs had their turn and could not be read. */
  public synchronized long unreadable() {
    return unreadable;
  }

  private synchronized void due(long profileKey, Counters counters) {
    known.put(profileKey, Extent.of(counters));
    ask(profileKey);
  }

  private void ask(long profileKey) {
    if (waiting.contains(profileKey)) {
      return;
    }
    if (queue.isCrowded()) {
      postponed++;
      owed.add(profileKey);
    } else if (queue.offer(new Draft.Pairs(profileKey, this::read))) {
      waiting.add(profileKey);
      owed.remove(profileKey);
    } else {
      owed.add(profileKey);
    }
  }

  private Optional<Draft.PairsRead> read(long profileKey) {
    synchronized (this) {
      // From here on a change needs another draft: it may come too late for this one.
      waiting.remove(profileKey);
    }
    try {
      // One that is gone is told by who gave it up.
      return reader
          .apply(profileKey)
          .map(image -> new Draft.PairsRead(image, queue.number(Topics.PROFILE_PAIRS)));
    } catch (RuntimeException refused) {
      LOG.debug("the pairs of profile {} are read again later: {}", profileKey, refused.toString());
      synchronized (this) {
        unreadable++;
        owed.add(profileKey);
      }
      return Optional.empty();
    }
  }
}
