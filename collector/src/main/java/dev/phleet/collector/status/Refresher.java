package dev.phleet.collector.status;

import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.publish.Draft;
import dev.phleet.collector.publish.EventQueue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Publishes profiles again whose counters changed since the last time. For one thread. */
final class Refresher {
  private final EventQueue queue;
  private final Map<Long, Counters> published = new HashMap<>();

  Refresher(EventQueue queue) {
    this.queue = queue;
  }

  /**
   * Looks through all profiles; does nothing while the queue is crowded: the next time will do.
   *
   * @param profiles all of them
   * @param read when they were read
   */
  void refresh(List<ProfileRow> profiles, Instant read) {
    Map<Long, Counters> current = new HashMap<>();
    for (ProfileRow profile : profiles) {
      Counters before = published.get(profile.key());
      boolean changed = !profile.counters().equals(before);
      if (changed && !queue.isCrowded() && queue.offer(new Draft.Refreshed(profile, read))) {
        current.put(profile.key(), profile.counters());
      } else if (before != null) {
        current.put(profile.key(), before);
      }
    }
    // Profiles that are gone are forgotten here, too.
    published.clear();
    published.putAll(current);
  }
}
