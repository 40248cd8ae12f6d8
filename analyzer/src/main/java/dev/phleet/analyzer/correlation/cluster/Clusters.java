package dev.phleet.analyzer.correlation.cluster;

import dev.phleet.analyzer.correlation.EventClock;
import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Pattern;
import dev.phleet.analyzer.correlation.Signature;
import dev.phleet.analyzer.correlation.cluster.ClusterState.Dimension;
import dev.phleet.analyzer.correlation.cluster.Placing.Placement;
import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import dev.phleet.analyzer.incident.Draft;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Evidence;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The engine of every {@link ClusterRule}.
 *
 * <p>The invariant is that of {@link dev.phleet.analyzer.correlation.SpreadRule}: which incidents
 * there are, and their content, is a function of the set of events and not of the order in which
 * they arrived (within the memory of gap + grace). It holds because everything is a union: events
 * of a subject form clusters by their gaps in time, and a further event can only extend and join
 * clusters, and meet a rule that is not met yet.
 */
public final class Clusters {
  private static final int EVERY_FACET_UP_TO = 16;

  private final ClusterRule rule;
  private final ClusterState state;
  private final Tally tally;
  private final LongSupplier wallMillis;
  private final EventClock clock = new EventClock();
  private final Placing placing;
  // Subjects that have an incident: few, however many anomalies there are.
  private final Set<String> subjects = new TreeSet<>();
  private final Map<String, Long> toldAtMillis = new HashMap<>();

  /** A rule over what {@code state} remembers; {@code wallMillis} is the machine's clock. */
  public Clusters(ClusterRule rule, ClusterState state, Tally tally, LongSupplier wallMillis) {
    this.rule = rule;
    this.state = state;
    this.tally = tally;
    this.wallMillis = wallMillis;
    placing = new Placing(rule, state, tally);
  }

  /** Takes up clock and incidents where they were left; call once after a restart. */
  public void resume() {
    state.eachSubject(
        subject -> {
          for (Cluster cluster : state.track(subject).clusters()) {
            clock.see(cluster.last(), wallMillis.getAsLong());
            cluster.incident().ifPresent(i -> subjects.add(subject));
          }
        });
  }

  /** Takes one anomaly; returns the incident records to publish, in order. */
  public List<Incident> observe(Observation o) {
    clock.see(o.time(), wallMillis.getAsLong());
    if (!rule.concerns(o)) {
      return List.of();
    }
    long now = clock.now(wallMillis.getAsLong());
    if (o.time() + rule.timing().memoryMicros() <= now) {
      tally.add(Counted.LATE_FOR_RULE);
      return List.of();
    }
    String subject = rule.subject(o);
    Placement placed = placing.place(subject, o, now);
    Cluster cluster = reopened(opened(subject, placed.cluster()), now);
    if (!cluster.incident().equals(placed.cluster().incident())) {
      keep(subject, cluster);
    }
    List<Incident> records = new ArrayList<>();
    for (Cluster retired : placed.retired()) {
      records.add(merged(retired, cluster));
    }
    if (cluster.incident().isPresent() && urgent(cluster)) {
      records.add(tell(subject, cluster));
    }
    return records;
  }

  private Cluster opened(String subject, Cluster cluster) {
    if (cluster.incident().isPresent()) {
      return cluster;
    }
    OptionalLong met = placing.metAt(subject, cluster);
    if (met.isEmpty()) {
      return cluster;
    }
    String name = rule.type().name();
    // Two clusters of one subject begin more than the gap apart, so they never share a slot.
    long slot = Math.floorDiv(cluster.first(), rule.timing().gapMicros());
    String id = name.toLowerCase(Locale.ROOT) + "-" + Signature.of(slot, name, subject);
    placing.open(subject, cluster);
    subjects.add(subject);
    return cluster.withIncident(Optional.of(Case.open(id, met.getAsLong())));
  }

  private Cluster reopened(Cluster cluster, long now) {
    boolean again =
        cluster.incident().filter(Case::closed).isPresent()
            && now < cluster.last() + rule.timing().quietMicros();
    return again ? cluster.withIncident(cluster.incident().map(i -> i.withClosed(false))) : cluster;
  }

  /** Told at once: that it is open, each of the first facets, and every doubling. */
  private static boolean urgent(Cluster cluster) {
    Case told = cluster.incident().orElseThrow();
    boolean more = cluster.facets() > told.toldFacets();
    return !told.told()
        || (more && cluster.facets() <= EVERY_FACET_UP_TO)
        || cluster.facets() >= 2 * told.toldFacets()
        || cluster.count() >= 2 * told.toldCount();
  }

  private void keep(String subject, Cluster cluster) {
    state.putTrack(subject, state.track(subject).with(cluster));
  }

  private Incident tell(String subject, Cluster cluster) {
    Cluster told = cluster.withIncident(cluster.incident().map(i -> i.asTold(cluster)));
    keep(subject, told);
    Case incident = told.incident().orElseThrow();
    toldAtMillis.put(incident.id(), wallMillis.getAsLong());
    Incident.Builder record = write(subject, told);
    if (incident.closed()) {
      record
          .setStatus(IncidentStatus.CLOSED)
          .setClosedAt(Draft.at(told.last() + rule.timing().quietMicros()));
    }
    return record.build();
  }

  /** The last record of an incident that has become part of another. */
  private Incident merged(Cluster retired, Cluster into) {
    String subject = rule.subject(retired.exemplar());
    Incident.Builder record = write(subject, retired, into.number());
    toldAtMillis.remove(record.getId());
    return record
        .setStatus(IncidentStatus.CLOSED)
        .setTitle(record.getTitle() + "; one incident with " + into.incident().orElseThrow().id())
        .setClosedAt(Draft.at(into.last()))
        .build();
  }

  private Incident.Builder write(String subject, Cluster cluster) {
    return write(subject, cluster, cluster.number());
  }

  private Incident.Builder write(String subject, Cluster cluster, long partsOf) {
    Case incident = cluster.incident().orElseThrow();
    Observation exemplar = cluster.exemplar();
    Pattern pattern = exemplar.pattern();
    return rule.describe(incident.id(), cluster, state.facets(subject, partsOf, Dimension.FACET))
        .setOpenedAt(Draft.at(incident.openedAt()))
        .setUpdatedAt(Draft.at(cluster.last()))
        .setCount(cluster.count())
        .setArchitecture(pattern.architecture())
        .setWindow(
            pattern.window().stream().map(c -> new Call(c.table(), c.number(), c.name())).toList())
        .setMismatches(pattern.mismatches())
        .setEvidence(state.evidence(subject, partsOf).stream().map(Clusters::evidence).toList());
  }

  private static Evidence evidence(EventRef event) {
    return new Evidence(event.hostId(), event.runId(), event.sequence());
  }

  /** What the passing of time does: held-back updates, closings. Call every second or so. */
  public List<Incident> tick() {
    long now = clock.now(wallMillis.getAsLong());
    if (now == Long.MIN_VALUE) {
      return List.of();
    }
    List<Incident> records = new ArrayList<>();
    for (String subject : List.copyOf(subjects)) {
      state.track(subject).clusters().stream()
          .filter(cluster -> cluster.incident().isPresent())
          .forEach(cluster -> tick(subject, cluster, now, records));
    }
    return records;
  }

  private void tick(String subject, Cluster cluster, long now, List<Incident> records) {
    Case incident = cluster.incident().orElseThrow();
    if (!incident.closed() && now >= cluster.last() + rule.timing().quietMicros()) {
      Cluster closed = cluster.withIncident(cluster.incident().map(i -> i.withClosed(true)));
      records.add(tell(subject, closed));
    } else if (cluster.changed() && due(incident, cluster)) {
      records.add(tell(subject, cluster));
    }
    if (now >= cluster.last() + rule.timing().memoryMicros()) {
      forget(subject, cluster);
    }
  }

  private boolean due(Case incident, Cluster cluster) {
    long last = toldAtMillis.getOrDefault(incident.id(), 0L);
    return incident.toldFacets() != cluster.facets()
        || wallMillis.getAsLong() - last >= rule.timing().update().toMillis();
  }

  private void forget(String subject, Cluster cluster) {
    placing.forget(subject, cluster);
    cluster.incident().ifPresent(i -> toldAtMillis.remove(i.id()));
    boolean left = state.track(subject).clusters().stream().anyMatch(c -> c.incident().isPresent());
    if (!left) {
      subjects.remove(subject);
    }
  }

  /** Forgets what never met the rule. Looks at all subjects: call every minute or so. */
  public void sweep() {
    long now = clock.now(wallMillis.getAsLong());
    if (now == Long.MIN_VALUE) {
      return;
    }
    List<String> all = new ArrayList<>();
    state.eachSubject(all::add);
    for (String subject : all) {
      state.track(subject).clusters().stream()
          .filter(c -> c.incident().isEmpty())
          .filter(c -> c.last() + rule.timing().memoryMicros() <= now)
          .forEach(c -> forget(subject, c));
    }
  }
}
