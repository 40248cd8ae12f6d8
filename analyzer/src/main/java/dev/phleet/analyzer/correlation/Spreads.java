package dev.phleet.analyzer.correlation;

import dev.phleet.analyzer.correlation.Sessions.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts shared sessions of one executable together into incidents. Two belong together when they
 * have a host in common and lie no further apart than the session gap. Sessions and incidents only
 * ever grow and join, never split, so the outcome is the same in whatever order the events arrive.
 */
final class Spreads {
  /**
   * What an observation did.
   *
   * @param spread the incident that it belongs to
   * @param retired incidents on the topic that have become part of it
   */
  record Change(Spread spread, List<Spread> retired) {}

  private static final Comparator<Spread> ELDER =
      Comparator.comparing((Spread s) -> s.published().revision() == 0)
          .thenComparingLong(Spread::openedAt)
          .thenComparing(Spread::id);

  private final SpreadSettings settings;
  private final SpreadState state;
  private final Sessions sessions;

  Spreads(SpreadSettings settings, SpreadState state, Sessions sessions) {
    this.settings = settings;
    this.state = state;
    this.sessions = sessions;
  }

  /**
   * Carries a placed observation into the incidents of its executable; empty when it is in none.
   */
  Optional<Change> follow(Placement placed, Observation o) {
    List<Spread> all = new ArrayList<>(state.spreads(o.executableId()));
    Spread spread = rename(all, placed);
    if (spread == null) {
      OptionalLong met = sessions.metAt(placed.key(), placed.session());
      if (met.isEmpty()) {
        return Optional.empty();
      }
      Session session = sessions.share(placed.key(), placed.session());
      spread = open(placed.key(), session, met.getAsLong());
      all.add(spread);
    } else {
      Spread grown = placed.absorbed().isEmpty() ? grow(spread, placed, o) : recount(spread);
      all.set(all.indexOf(spread), grown);
      spread = grown;
    }
    Change change = settle(all, spread);
    state.putSpreads(o.executableId(), all);
    return Optional.of(change);
  }

  /**
   * Points the heads at the session that absorbed others; returns one head that holds it, or null.
   */
  private static Spread rename(List<Spread> all, Placement placed) {
    Spread holder = null;
    for (int i = 0; i < all.size(); i++) {
      for (SessionKey old : placed.absorbed()) {
        if (all.get(i).holds(old)) {
          all.set(i, all.get(i).replacing(old, placed.key()));
        }
      }
      if (all.get(i).holds(placed.key())) {
        holder = all.get(i);
      }
    }
    return holder;
  }

  private Spread open(SessionKey key, Session session, long openedAt) {
    return new Spread(
        id(key.signature(), session.first()),
        key.signature().executableId(),
        List.of(key),
        openedAt,
        session.first(),
        session.last(),
        session.count(),
        session.hosts(),
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

  private Spread grow(Spread spread, Placement placed, Observation o) {
    boolean joins = placed.newHost() && !shows(spread, placed.key(), o.host().id());
    return spread.withTotals(
        Math.min(spread.first(), o.time()),
        Math.max(spread.last(), o.time()),
        spread.count() + 1,
        spread.hosts() + (joins ? 1 : 0));
  }

  private boolean shows(Spread spread, SessionKey except, String hostId) {
    return spread.members().stream()
        .anyMatch(m -> !m.equals(except) && state.host(m, hostId).isPresent());
  }

  private Spread recount(Spread spread) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long count = 0;
    Set<String> hosts = new TreeSet<>();
    for (SessionKey member : spread.members()) {
      Session session = state.track(member.signature()).session(member.number());
      first = Math.min(first, session.first());
      last = Math.max(last, session.last());
      count += session.count();
      hosts.addAll(hostIds(member));
    }
    return spread.withTotals(first, last, count, hosts.size());
  }

  private List<String> hostIds(SessionKey member) {
    return state.hosts(member).stream().map(t -> t.host().id()).toList();
  }

  /** Joins the incident with its neighbours until none is left to join. */
  private Change settle(List<Spread> all, Spread start) {
    Spread spread = start;
    List<Spread> retired = new ArrayList<>();
    Spread neighbour = neighbour(all, spread);
    while (neighbour != null) {
      boolean keeps = ELDER.compare(spread, neighbour) <= 0;
      Spread elder = keeps ? spread : neighbour;
      Spread younger = keeps ? neighbour : spread;
      all.remove(spread);
      all.remove(neighbour);
      spread = join(elder, younger);
      all.add(spread);
      if (younger.published().revision() > 0) {
        retired.add(younger);
      }
      neighbour = neighbour(all, spread);
    }
    return new Change(spread, retired);
  }

  private Spread join(Spread elder, Spread younger) {
    Set<SessionKey> members = new LinkedHashSet<>(elder.members());
    members.addAll(younger.members());
    return recount(elder.withMembers(List.copyOf(members)));
  }

  private Spread neighbour(List<Spread> all, Spread spread) {
    for (Spread other : all) {
      if (!other.id().equals(spread.id())
          && other.near(spread.first(), spread.last(), settings.gapMicros())
          && shareHost(other, spread)) {
        return other;
      }
    }
    return null;
  }

  private boolean shareHost(Spread one, Spread other) {
    boolean fewer = one.hosts() <= other.hosts();
    Spread small = fewer ? one : other;
    Spread large = fewer ? other : one;
    return small.members().stream()
        .flatMap(m -> hostIds(m).stream())
        .distinct()
        .anyMatch(host -> large.members().stream().anyMatch(m -> state.host(m, host).isPresent()));
  }

  /** Forgets an incident and its sessions. */
  void forget(Spread spread) {
    spread.members().forEach(sessions::forget);
  }
}
