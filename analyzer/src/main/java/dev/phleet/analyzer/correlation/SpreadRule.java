package dev.phleet.analyzer.correlation;

import dev.phleet.analyzer.correlation.Sessions.Placement;
import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import dev.phleet.schemas.event.Incident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The same anomaly signature on K distinct hosts within W of event time is an incident.
 *
 * <p>The invariant: which incidents there are, and their hosts, counts and evidence, is a function
 * of the set of events and not of the order in which they arrived (within the memory of quiet +
 * grace). It holds because everything here is a union: events of a signature form sessions by their
 * gaps in time ({@link Session}), shared sessions of an executable that have a host in common form
 * an incident ({@link Spreads}); a further event can only extend and join these. What is published
 * on the way does depend on the order; the last record of an incident does not.
 */
public final class SpreadRule {
  private static final int EVERY_HOST_UP_TO = 16;
  private static final int EVERY_SIGNATURE_UP_TO = 16;
  private static final int PAUSE_MILLIS_A_PART = 10;

  private final SpreadSettings settings;
  private final SpreadState state;
  private final EventClock clock;
  private final Tally tally;
  private final LongSupplier wallMillis;
  private final Sessions sessions;
  private final Spreads spreads;
  private final SpreadReport report;
  private final List<Incident> retired = new ArrayList<>();
  // Executables that have an incident: few, and looked at with every tick.
  private final Set<String> executables = new TreeSet<>();
  private final Map<String, Long> publishedAtMillis = new HashMap<>();

  /**
   * A rule over what {@code state} remembers, that judges by what {@code prevalence} knows; {@code
   * wallMillis} is the machine's clock, milliseconds.
   */
  public SpreadRule(
      SpreadSettings settings,
      SpreadState state,
      Prevalence prevalence,
      Tally tally,
      LongSupplier wallMillis) {
    this.settings = settings;
    this.state = state;
    this.tally = tally;
    this.wallMillis = wallMillis;
    clock = new EventClock();
    WaitingRoom waiting = new WaitingRoom(state, settings.unshared());
    sessions = new Sessions(settings, state, waiting, tally);
    report = new SpreadReport(settings, state, prevalence, tally);
    spreads = new Spreads(settings, state, sessions, waiting, this::retire);
  }

  /** Takes up the clock where the remembered events left it; call once after a restart. */
  public void resume() {
    state.eachExecutable(executables::add);
    executables.forEach(
        id -> state.spreads(id).forEach(s -> clock.see(s.last(), wallMillis.getAsLong())));
  }

  /** Takes one anomaly; returns the incident records to publish, in order. */
  public List<Incident> observe(Observation o) {
    clock.see(o.time(), wallMillis.getAsLong());
    if (!settings.enabled()) {
      return List.of();
    }
    long now = clock.now(wallMillis.getAsLong());
    if (o.time() + settings.memoryMicros() <= now) {
      tally.add(Counted.LATE);
      return List.of();
    }
    Placement placed = sessions.place(o, now);
    Optional<Spread> spread = spreads.follow(placed, o).map(s -> reopened(s, now));
    spread.ifPresentOrElse(s -> executables.add(s.executableId()), () -> sessions.await(placed, o));
    List<Incident> records = new ArrayList<>(retired);
    retired.clear();
    spread.filter(SpreadRule::urgent).ifPresent(s -> records.add(publish(s)));
    return records;
  }

  private void retire(Spread younger, Spread into) {
    retired.add(report.writeMerged(younger, into));
    publishedAtMillis.remove(younger.id());
  }

  private Spread reopened(Spread spread, long now) {
    if (spread.closed() && now < spread.last() + settings.quietMicros()) {
      return replace(spread, spread.withClosed(false));
    }
    return spread;
  }

  /** Told at once: that it is open, each of the first hosts, and every doubling. */
  private static boolean urgent(Spread spread) {
    Spread.Published known = spread.published();
    boolean newHost = spread.hosts() > known.hosts();
    return known.revision() == 0
        || (newHost && spread.hosts() <= EVERY_HOST_UP_TO)
        || spread.hosts() >= 2 * known.hosts()
        || spread.count() >= 2 * known.count();
  }

  /**
   * What the passing of time does: held-back updates, closings, forgetting. Call every second or
   * so.
   */
  public List<Incident> tick() {
    long now = clock.now(wallMillis.getAsLong());
    if (now == Long.MIN_VALUE) {
      return List.of();
    }
    List<Incident> records = new ArrayList<>();
    List.copyOf(executables).stream()
        .flatMap(id -> state.spreads(id).stream())
        .forEach(spread -> tick(spread, now, records));
    return records;
  }

  private void tick(Spread spread, long now, List<Incident> records) {
    if (!spread.closed() && now >= spread.last() + settings.quietMicros()) {
      records.add(publish(spread.withClosed(true), spread));
    } else if (spread.changed() && due(spread)) {
      records.add(publish(spread));
    }
    if (now >= spread.last() + settings.memoryMicros()) {
      forget(spread.id(), spread.executableId());
    }
  }

  private boolean due(Spread spread) {
    Spread.Published known = spread.published();
    boolean fewSignatures = spread.signatures() <= EVERY_SIGNATURE_UP_TO;
    boolean onlyCounts =
        spread.hosts() == known.hosts()
            && (spread.signatures() == known.signatures() || !fewSignatures);
    long last = publishedAtMillis.getOrDefault(spread.id(), 0L);
    return !onlyCounts || wallMillis.getAsLong() - last >= pause(spread);
  }

  /** To write an incident costs as much as it has parts. */
  private long pause(Spread spread) {
    long parts = (long) spread.hosts() + spread.signatures();
    return Math.max(settings.update().toMillis(), parts * PAUSE_MILLIS_A_PART);
  }

  /**
   * Forgets signatures that nobody shared in time. Looks at all of them: call every minute or so.
   */
  public void sweep() {
    long now = clock.now(wallMillis.getAsLong());
    if (now == Long.MIN_VALUE) {
      return;
    }
    List<SessionKey> stale = new ArrayList<>();
    state.eachTrack(
        (key, track) ->
            track.sessions().stream()
                .filter(s -> !s.shared() && s.last() + settings.memoryMicros() <= now)
                .forEach(s -> stale.add(new SessionKey(key, s.number()))));
    stale.forEach(sessions::forget);
  }

  private Incident publish(Spread spread) {
    return publish(spread, spread);
  }

  private Incident publish(Spread spread, Spread stored) {
    Incident record = report.write(spread);
    replace(stored, spread.asPublished());
    publishedAtMillis.put(spread.id(), wallMillis.getAsLong());
    return record;
  }

  private Spread replace(Spread old, Spread by) {
    List<Spread> all = new ArrayList<>(state.spreads(old.executableId()));
    all.replaceAll(s -> s.id().equals(old.id()) ? by : s);
    state.putSpreads(old.executableId(), all);
    return by;
  }

  private void forget(String spreadId, String executableId) {
    List<Spread> all = new ArrayList<>(state.spreads(executableId));
    all.stream().filter(s -> s.id().equals(spreadId)).findFirst().ifPresent(spreads::forget);
    all.removeIf(s -> s.id().equals(spreadId));
    state.putSpreads(executableId, all);
    publishedAtMillis.remove(spreadId);
    if (all.isEmpty()) {
      executables.remove(executableId);
    }
  }
}
