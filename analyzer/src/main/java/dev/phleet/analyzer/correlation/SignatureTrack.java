package dev.phleet.analyzer.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The remembered sessions of one signature; nearly always one.
 *
 * @param next number of the next session
 * @param sessions the sessions, in no particular order
 */
public record SignatureTrack(long next, List<Session> sessions) {
  /** Nothing remembered. */
  public static final SignatureTrack EMPTY = new SignatureTrack(0, List.of());

  /** Copies the sessions. */
  public SignatureTrack {
    sessions = List.copyOf(sessions);
  }

  Optional<Session> session(long number) {
    return sessions.stream().filter(s -> s.number() == number).findFirst();
  }

  /** With this session in the place of the one of the same number, or added. */
  SignatureTrack with(Session session) {
    List<Session> all = new ArrayList<>(sessions.size() + 1);
    for (Session other : sessions) {
      if (other.number() != session.number()) {
        all.add(other);
      }
    }
    all.add(session);
    return new SignatureTrack(Math.max(next, session.number() + 1), all);
  }

  SignatureTrack without(long number) {
    return new SignatureTrack(next, sessions.stream().filter(s -> s.number() != number).toList());
  }
}
