package dev.phleet.analyzer.correlation;

import dev.phleet.analyzer.correlation.Sessions.Absorbed;
import dev.phleet.analyzer.correlation.Sessions.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Puts shared sessions of one executable together into incidents. Two belong together when they
 * have a host in common and lie no further apart than the session gap. Sessions and incidents only
 * ever grow and join, never split, so the outcome is the same in whatever order the events arrive.
 */
final class Spreads {
  private static final Comparator<Spread> ELDER =
      Comparator.comparing((Spread s) -> s.published().revision() == 0)
          .thenComparingLong(Spread::openedAt)
          .thenComparing(Spread::id);

  private final SpreadSettings settings;
  private final SpreadState state;
  private final Sessions sessions;
  private final SpreadParts parts;
  private final BiConsumer<Spread, Spread> retired;

  /**
   * Incidents over what {@code state} remembers.
   *
   * @param retired told of an incident on the topic, while it still has its parts, and of the one
   *     that it is about to become part of
   */
  Spreads(
      SpreadSettings settings,
      SpreadState state,
      Sessions sessions,
      WaitingRoom waiting,
      BiConsumer<Spread, Spread> retired) {
    this.settings = settings;
    this.state = state;
    this.sessions = sessions;
    this.parts = new SpreadParts(state, waiting);
    this.retired = retired;
  }

  /**
   * Carries a placed observation into the incidents of its executable; empty when it is in none.
   */
  Optional<Spread> follow(Placement placed, Observation o) {
    List<Spread> all = new ArrayList<>(state.spreads(o.executableId()));
    Optional<Spread> spread =
        placed.session().shared() ? Optional.of(grow(all, placed, o)) : open(all, placed);
    if (spread.isPresent()) {
      state.putSpreads(o.executableId(), all);
    }
    return spread;
  }

  private Spread grow(List<Spread> all, Placement placed, Observation o) {
    Spread before = named(all, placed.session().spread());
    HostTrack track = HostTrack.of(o);
    Spread spread = parts.addHost(before.withEvents(o.time(), o.time(), 1), track);
    if (o.time() <= spread.exhibitUntil()) {
      spread = parts.addExhibit(spread, Exhibit.of(o));
    }
    List<HostTrack> arrived = spread.hosts() > before.hosts() ? List.of(track) : List.of();
    for (Absorbed absorbed : placed.absorbed()) {
      spread = absorb(all, spread, absorbed);
    }
    if (o.time() == placed.session().first() || !placed.absorbed().isEmpty()) {
      spread =
          parts.putMember(
              spread, new SharedSession(placed.key(), placed.session().first(), o.pattern()));
    }
    replace(all, spread);
    if (!placed.absorbed().isEmpty()) {
      return settle(all, spread);
    }
    boolean reachesFurther = spread.first() != before.first() || spread.last() != before.last();
    return !arrived.isEmpty() || reachesFurther ? settle(all, spread, before, arrived) : spread;
  }

  /** Takes over what a session that has become part of a shared one had for itself. */
  private Spread absorb(List<Spread> all, Spread into, Absorbed absorbed) {
    Session session = absorbed.session();
    if (!session.shared()) {
      return parts.addSession(
          into.withEvents(session.first(), session.last(), session.count()),
          absorbed.key(),
          state.hosts(absorbed.key().group()));
    }
    replace(all, into);
    // None when it was joined for the sake of another session.
    Optional<Spread> other =
        all.stream()
            .filter(s -> s.group().name().equals(session.spread()) && !s.isSame(into))
            .findFirst();
    Spread spread = other.isPresent() ? join(all, into, other.get()) : into;
    return parts.removeMember(spread, absorbed.key());
  }

  /**
   * Has a session that has just become shared begin an incident, or go to the one on the topic that
   * it would be joined with at once.
   */
  private Optional<Spread> open(List<Spread> all, Placement placed) {
    SessionKey key = placed.key();
    Session session = placed.session();
    if (session.hosts() < settings.hosts()) {
      return Optional.empty();
    }
    List<HostTrack> hosts = state.hosts(key.group());
    OptionalLong met = sessions.metAt(hosts);
    if (met.isEmpty()) {
      return Optional.empty();
    }
    Pattern pattern = state.exhibit(key.group()).orElseThrow().exemplar().pattern();
    Spread own = own(key, session, met.getAsLong());
    Optional<Spread> known =
        all.stream()
            .filter(s -> s.published().revision() > 0)
            .filter(s -> s.near(own, settings.gapMicros()) && parts.hasOneOf(s, hosts))
            .findFirst();
    Spread before = known.orElse(own);
    Spread spread = before.withEvents(session.first(), session.last(), session.count());
    spread = parts.addSession(spread, key, hosts);
    sessions.assign(key, spread.group().name());
    spread = parts.addMember(spread, new SharedSession(key, session.first(), pattern));
    if (known.isPresent()) {
      replace(all, spread);
    } else {
      all.add(spread);
    }
    return Optional.of(settle(all, spread, before, hosts));
  }

  /** An incident of that session alone, before it has any part or event. */
  private Spread own(SessionKey key, Session session, long met) {
    return new Spread(
        id(key.signature(), session.first()),
        new GroupKey(key.signature().executableId(), key.group().name() + "+"),
        met,
        session.first(),
        session.last(),
        0,
        0,
        0,
        Long.MAX_VALUE,
        false,
        Spread.Published.NOTHING);
  }

  /**
   * The same on every reading of the same events. Two sessions of one signature begin more than the
   * session gap apart, so they never share a slot; and a session whose first event is found a
   * little later keeps its slot nearly always.
   */
  private String id(SignatureKey key, long first) {
    long slot = Math.floorDiv(first, settings.gapMicros());
    return "spread-" + Signature.of(slot, "SPREAD", key.executableId(), key.signature());
  }

  /**
   * Joins an incident that reaches further, or has new hosts, with its neighbours.
   *
   * @param before the incident before that: what was near then has none of its hosts, or it would
   *     have been joined
   * @param arrived its new hosts; others do no harm
   */
  private Spread settle(List<Spread> all, Spread spread, Spread before, List<HostTrack> arrived) {
    long gap = settings.gapMicros();
    return neighbour(
            all,
            spread,
            other ->
                parts.hasOneOf(other, arrived)
                    || (!other.near(before, gap) && parts.shareHost(other, spread)))
        .map(neighbour -> settle(all, join(all, spread, neighbour)))
        .orElse(spread);
  }

  /** Joins an incident with its neighbours until none is left to join. */
  private Spread settle(List<Spread> all, Spread start) {
    Spread spread = start;
    while (true) {
      Spread now = spread;
      Optional<Spread> found = neighbour(all, now, other -> parts.shareHost(other, now));
      if (found.isEmpty()) {
        return now;
      }
      spread = join(all, now, found.get());
    }
  }

  private Optional<Spread> neighbour(
      List<Spread> all, Spread spread, Predicate<Spread> hasHostOfIt) {
    return all.stream()
        .filter(other -> !other.isSame(spread) && other.near(spread, settings.gapMicros()))
        .filter(hasHostOfIt)
        .findFirst();
  }

  /** Makes one of two: the larger keeps its parts, the elder its name. */
  private Spread join(List<Spread> all, Spread one, Spread other) {
    boolean oneIsElder = ELDER.compare(one, other) <= 0;
    Spread elder = oneIsElder ? one : other;
    Spread younger = oneIsElder ? other : one;
    if (younger.published().revision() > 0) {
      retired.accept(younger, elder.withEvents(younger.first(), younger.last(), 0));
    }
    boolean oneIsLarger = one.hosts() + one.signatures() >= other.hosts() + other.signatures();
    Spread larger = oneIsLarger ? one : other;
    Spread smaller = oneIsLarger ? other : one;
    for (SharedSession member : state.members(smaller.group())) {
      sessions.assign(member.key(), larger.group().name());
    }
    Spread joined = parts.addAll(larger, smaller).as(elder);
    all.removeIf(s -> s.isSame(smaller));
    replace(all, joined);
    return joined;
  }

  private static Spread named(List<Spread> all, String group) {
    return all.stream().filter(s -> s.group().name().equals(group)).findFirst().orElseThrow();
  }

  private static void replace(List<Spread> all, Spread by) {
    all.replaceAll(s -> s.isSame(by) ? by : s);
  }

  /** Forgets an incident and its sessions. */
  void forget(Spread spread) {
    state.members(spread.group()).forEach(member -> sessions.forget(member.key()));
    parts.forget(spread);
  }
}
