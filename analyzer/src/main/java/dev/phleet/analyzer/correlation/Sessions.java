package dev.phleet.analyzer.correlation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Files observations into sessions, and tells when K hosts showed a signature within W. */
final class Sessions {
  /**
   * Where an observation went.
   *
   * @param key its session
   * @param session the session, this observation included
   * @param absorbed keys of sessions that this observation joined to it
   * @param newHost whether its host is new to the session
   */
  record Placement(SessionKey key, Session session, List<SessionKey> absorbed, boolean newHost) {}

  private record Moment(long time, String host) {}

  private final SpreadSettings settings;
  private final SpreadState state;

  Sessions(SpreadSettings settings, SpreadState state) {
    this.settings = settings;
    this.state = state;
  }

  /** Adds an observation to the session it belongs to; it may join two sessions into one. */
  Placement place(Observation o, long now) {
    SignatureTrack track = state.track(o.key());
    List<Session> near =
        track.sessions().stream()
            .filter(s -> s.reaches(o.time(), settings.gapMicros()))
            .sorted(Comparator.comparingLong(Session::number))
            .toList();
    if (near.isEmpty()) {
      return begin(o, track);
    }
    SessionKey key = new SessionKey(o.key(), near.get(0).number());
    Session session = near.get(0);
    List<SessionKey> absorbed = new ArrayList<>();
    for (Session other : near.subList(1, near.size())) {
      SessionKey otherKey = new SessionKey(o.key(), other.number());
      session = absorb(key, session, otherKey, other, now);
      track = track.without(other.number());
      absorbed.add(otherKey);
    }
    boolean newHost = addHost(key, HostTrack.of(o), session.shared(), now);
    session = session.with(Session.of(session.number(), o), session.hosts() + (newHost ? 1 : 0));
    state.putTrack(o.key(), track.with(session));
    return new Placement(key, session, absorbed, newHost);
  }

  private Placement begin(Observation o, SignatureTrack track) {
    Session session = Session.of(track.next(), o);
    SessionKey key = new SessionKey(o.key(), session.number());
    state.putHost(key, HostTrack.of(o));
    state.putTrack(o.key(), track.with(session));
    return new Placement(key, session, List.of(), true);
  }

  private Session absorb(
      SessionKey key, Session into, SessionKey otherKey, Session other, long now) {
    boolean shared = into.shared() || other.shared();
    if (shared && !into.shared()) {
      forgetTimes(key);
    }
    int hosts = into.hosts();
    for (HostTrack track : state.hosts(otherKey)) {
      hosts += addHost(key, track, shared, now) ? 1 : 0;
    }
    state.forgetHosts(otherKey);
    return into.with(other, hosts);
  }

  private boolean addHost(SessionKey key, HostTrack track, boolean shared, long now) {
    HostTrack known = state.host(key, track.host().id()).orElse(null);
    HostTrack merged =
        known == null ? track : known.with(track, settings.windowMicros(), horizon(now));
    state.putHost(key, shared ? merged.withoutTimes() : merged);
    return known == null;
  }

  private long horizon(long now) {
    return now - settings.memoryMicros() - settings.windowMicros();
  }

  /**
   * The earliest time at which K hosts had shown the signature within W; empty if they never did.
   * Asked only of sessions that are not shared yet.
   */
  OptionalLong metAt(SessionKey key, Session session) {
    if (session.hosts() < settings.hosts()) {
      return OptionalLong.empty();
    }
    List<Moment> moments = new ArrayList<>();
    for (HostTrack track : state.hosts(key)) {
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

  /** Marks a session as part of an incident; its times are no longer needed. */
  Session share(SessionKey key, Session session) {
    Session shared = session.asShared();
    state.putTrack(key.signature(), state.track(key.signature()).with(shared));
    forgetTimes(key);
    return shared;
  }

  private void forgetTimes(SessionKey key) {
    state.hosts(key).forEach(track -> state.putHost(key, track.withoutTimes()));
  }

  /** Forgets a session. */
  void forget(SessionKey key) {
    state.putTrack(key.signature(), state.track(key.signature()).without(key.number()));
    state.forgetHosts(key);
  }
}
