package dev.phleet.analyzer.correlation;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Files observations into sessions, and tells when K hosts showed a signature within W. The hosts
 * and the exhibit of a session are kept here while it stands alone; those of a shared one are its
 * incident's ({@link Spreads}).
 */
final class Sessions {
  /**
   * Where an observation went.
   *
   * @param key its session
   * @param session the session, this observation included
   * @param absorbed sessions that this observation joined to it, as they were
   */
  record Placement(SessionKey key, Session session, List<Absorbed> absorbed) {}

  /**
   * A session that has become part of another.
   *
   * @param key its key
   * @param session as it was
   */
  record Absorbed(SessionKey key, Session session) {}

  private record Moment(long time, String host) {}

  private final SpreadSettings settings;
  private final SpreadState state;
  private final WaitingRoom waiting;
  private final Tally tally;

  Sessions(SpreadSettings settings, SpreadState state, WaitingRoom waiting, Tally tally) {
    this.settings = settings;
    this.state = state;
    this.waiting = waiting;
    this.tally = tally;
  }

  /** Adds an observation to the session it belongs to; it may join two sessions into one. */
  Placement place(Observation o, long now) {
    SignatureTrack track = state.track(o.key());
    List<Session> near =
        track.sessions().stream()
            .filter(s -> s.reaches(o.time(), settings.gapMicros()))
            .sorted(Comparator.comparing(Session::shared).reversed().thenComparing(Session::number))
            .toList();
    if (near.isEmpty()) {
      return begin(o, track);
    }
    // A shared one goes on, if there is one: what stands alone is then added to its incident.
    SessionKey key = new SessionKey(o.key(), near.get(0).number());
    Session session = near.get(0);
    List<Absorbed> absorbed = new ArrayList<>();
    for (Session other : near.subList(1, near.size())) {
      SessionKey otherKey = new SessionKey(o.key(), other.number());
      session = absorb(key, session, otherKey, other, now);
      track = track.without(other.number());
      absorbed.add(new Absorbed(otherKey, other));
    }
    int hosts = session.hosts();
    if (!session.shared()) {
      hosts += addHost(key.group(), HostTrack.of(o), now) ? 1 : 0;
      session = exhibit(key, session, o);
    }
    session = session.with(o.time(), o.time(), 1, hosts);
    state.putTrack(o.key(), track.with(session));
    return new Placement(key, session, absorbed);
  }

  private Placement begin(Observation o, SignatureTrack track) {
    Session session = Session.of(track.next(), o);
    SessionKey key = new SessionKey(o.key(), session.number());
    state.begin(key.group(), HostTrack.of(o), Exhibit.of(o));
    state.putTrack(o.key(), track.with(session));
    return new Placement(key, session, List.of());
  }

  private Session exhibit(SessionKey key, Session session, Observation o) {
    if (o.time() > session.exhibitUntil()) {
      return session;
    }
    Exhibit shown = state.exhibit(key.group()).orElseThrow().with(Exhibit.of(o));
    state.putExhibit(key.group(), shown);
    return session.withExhibitUntil(shown.until());
  }

  private Session absorb(
      SessionKey key, Session into, SessionKey otherKey, Session other, long now) {
    int hosts = into.hosts();
    long until = into.exhibitUntil();
    if (!into.shared()) {
      List<HostTrack> tracks = state.hosts(otherKey.group());
      for (HostTrack track : tracks) {
        hosts += addHost(key.group(), track, now) ? 1 : 0;
      }
      Exhibit both = shown(key).with(shown(otherKey));
      state.putExhibit(key.group(), both);
      until = both.until();
      waiting.move(otherKey, key, tracks);
      state.forgetParts(otherKey.group());
    }
    return into.with(other.first(), other.last(), other.count(), hosts).withExhibitUntil(until);
  }

  private Exhibit shown(SessionKey key) {
    return state.exhibit(key.group()).orElseThrow();
  }

  private boolean addHost(GroupKey group, HostTrack track, long now) {
    HostTrack known = state.host(group, track.host().id()).orElse(null);
    state.putHost(
        group, known == null ? track : known.with(track, settings.windowMicros(), horizon(now)));
    return known == null;
  }

  private long horizon(long now) {
    return now - settings.memoryMicros() - settings.windowMicros();
  }

  /**
   * The earliest time at which K of these hosts had shown their signature within W; empty if they
   * never did. Asked only of sessions that are not shared yet.
   */
  OptionalLong metAt(List<HostTrack> hosts) {
    List<Moment> moments = new ArrayList<>();
    for (HostTrack track : hosts) {
      track.times().forEach(t -> moments.add(new Moment(t, track.host().id())));
    }
    moments.sort(Comparator.comparingLong(Moment::time));
    Map<String, Integer> inside = new HashMap<>();
    int left = 0;
    for (Moment moment : moments) {
      inside.merge(moment.host(), 1, Integer::sum);
      while (moment.time() - moments.get(left).time() > settings.windowMicros()) {
        inside.computeIfPresent(moments.get(left).host(), (h, n) -> n == 1 ? null : n - 1);
        left++;
      }
      if (inside.size() >= settings.hosts()) {
        return OptionalLong.of(moment.time());
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Has the host of an observation wait, in the session that it went to, for others to show the
   * same. The host leaves another one when it waits in too many.
   */
  void await(Placement placed, Observation o) {
    String host = o.host().id();
    waiting
        .enter(placed.key(), host, o.time(), placed.session().count() == 1)
        .ifPresent(
            crowded -> {
              tally.add(Counted.UNSHARED_FORGOTTEN);
              withdraw(crowded, host);
            });
  }

  /** Forgets what a host showed of a session; its other hosts go on waiting. */
  private void withdraw(SessionKey key, String hostId) {
    List<HostTrack> others =
        state.hosts(key.group()).stream().filter(t -> !t.host().id().equals(hostId)).toList();
    if (others.isEmpty()) {
      forget(key);
      return;
    }
    state.forgetHost(key.group(), hostId);
    Exhibit exhibit = shown(key).without(hostId);
    state.putExhibit(key.group(), exhibit);
    SignatureTrack track = state.track(key.signature());
    Session session = track.session(key.number()).orElseThrow();
    state.putTrack(key.signature(), track.with(session.of(others, exhibit.until())));
  }

  /** Says to which spread a session belongs; one that has just been absorbed is no more. */
  void assign(SessionKey key, String spread) {
    SignatureTrack track = state.track(key.signature());
    track
        .session(key.number())
        .ifPresent(session -> state.putTrack(key.signature(), track.with(session.in(spread))));
  }

  /** Forgets a session. */
  void forget(SessionKey key) {
    state.putTrack(key.signature(), state.track(key.signature()).without(key.number()));
    waiting.leave(key, state.hosts(key.group()));
    state.forgetParts(key.group());
  }
}
