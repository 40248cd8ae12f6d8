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

  /**
   * Notes an event of a host in a session.
   *
   * @param begun whether the session has just begun with it
   * @return the session for which the host has no more room
   */
  Optional<SessionKey> enter(SessionKey key, String hostId, long time, boolean begun) {
    String executable = key.signature().executableId();
    List<Waiting> all = new ArrayList<>(state.waiting(executable, hostId));
    add(all, key, begun ? time : Math.max(time, remove(all, key)));
    Optional<SessionKey> out =
        all.size() > room ? Optional.of(all.remove(0).key(executable)) : Optional.empty();
    state.putWaiting(executable, hostId, all);
    return out;
  }

  /** One session, which has these hosts, has become part of another. */
  void move(SessionKey from, SessionKey to, List<HostTrack> hosts) {
    String executable = from.signature().executableId();
    for (HostTrack track : hosts) {
      List<Waiting> all = new ArrayList<>(state.waiting(executable, track.host().id()));
      if (all.removeIf(w -> w.is(from))) {
        add(all, to, Math.max(track.last(), remove(all, to)));
        state.putWaiting(executable, track.host().id(), all);
      }
    }
  }

  /** A session, which has these hosts, is forgotten, or waits no more. */
  void leave(SessionKey key, List<HostTrack> hosts) {
    String executable = key.signature().executableId();
    for (HostTrack track : hosts) {
      List<Waiting> all = new ArrayList<>(state.waiting(executable, track.host().id()));
      if (all.removeIf(w -> w.is(key))) {
        state.putWaiting(executable, track.host().id(), all);
      }
    }
  }

  /** Returns the time that it had. */
  private static long remove(List<Waiting> sorted, SessionKey key) {
    // What goes on was heard of lately, and stands near the end.
    for (int i = sorted.size() - 1; i >= 0; i--) {
      if (sorted.get(i).is(key)) {
        return sorted.remove(i).last();
      }
    }
    return Long.MIN_VALUE;
  }

  private static void add(List<Waiting> sorted, SessionKey key, long last) {
    Waiting waiting = new Waiting(key.signature().signature(), key.number(), last);
    sorted.add(-Collections.binarySearch(sorted, waiting) - 1, waiting);
  }
}
