package dev.phleet.analyzer.correlation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which sessions of an executable wait for other hosts, by each host that was seen in them. A host
 * has room for so many; those whose newest event is the oldest have to leave, so that what it may
 * fill does not grow with its events, and it crowds out nobody's but its own.
 *
 * <p>Which ones stay does not depend on the order of arrival: the newest event of whatever belongs
 * to those that stay also finds room when it comes.
 */
final class WaitingRoom {
  private final SpreadState state;
  private final int room;

  WaitingRoom(SpreadState state, int room) {
    this.state = state;
    this.room = room;
  }

  /** Notes an event of a host in a session; returns the session for which it has no more room. */
  Optional<SessionKey> enter(SessionKey key, String hostId, long time) {
    String executable = key.signature().executableId();
    List<Waiting> all = new ArrayList<>(state.waiting(executable, hostId));
    add(all, key, time);
    Optional<SessionKey> out =
        all.size() > room ? Optional.of(all.remove(0).key(executable)) : Optional.empty();
    state.putWaiting(executable, hostId, all);
    return out;
  }

  /** One session has become part of another. */
  void move(SessionKey from, SessionKey to) {
    String executable = from.signature().executableId();
    for (HostTrack track : state.hosts(from.group())) {
      List<Waiting> all = new ArrayList<>(state.waiting(executable, track.host().id()));
      if (all.removeIf(w -> w.is(from))) {
        add(all, to, track.last());
        state.putWaiting(executable, track.host().id(), all);
      }
    }
  }

  /** A session is forgotten, or waits no more. */
  void leave(SessionKey key) {
    String executable = key.signature().executableId();
    for (HostTrack track : state.hosts(key.group())) {
      List<Waiting> all = new ArrayList<>(state.waiting(executable, track.host().id()));
      if (all.removeIf(w -> w.is(key))) {
        state.putWaiting(executable, track.host().id(), all);
      }
    }
  }

  private static void add(List<Waiting> sorted, SessionKey key, long time) {
    long last = time;
    // What goes on was heard of lately, and stands near the end.
    for (int i = sorted.size() - 1; i >= 0; i--) {
      if (sorted.get(i).is(key)) {
        last = Math.max(last, sorted.remove(i).last());
        break;
      }
    }
    Waiting waiting = new Waiting(key.signature().signature(), key.number(), last);
    sorted.add(-Collections.binarySearch(sorted, waiting) - 1, waiting);
  }
}
