package dev.phleet.analyzer.host;

import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Incident;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps the newest heartbeat of every host, and reports hosts that are not heard any more. Whether
 * a host is silent is judged by when its heartbeats arrive here, never by its clock, which may be
 * wrong by any amount; what is said about the silence is said in the host's own time.
 */
public final class HostWatch {
  /** Longer than this between two ticks, and nobody watched: the machine slept, or stood still. */
  private static final long STALL_MILLIS = 10_000;

  private final SilenceSettings settings;
  private final HostState state;
  private final Tally tally;
  private final LongSupplier wallMillis;
  private final LongSupplier answeredAtMillis;
  private final long awayMillis;
  // Hosts that may become silent, the one that was heard the longest ago first.
  private final Map<String, Long> heardAtMillis = new LinkedHashMap<>();
  private long tickedAtMillis;
  private long countedFromMillis;

  /**
   * A watch over what {@code state} remembers. Silence is counted from now at the earliest, and
   * anew after a stall or while the broker was away: what came while nobody read is read first, and
   * what could not come accuses nobody. A broker that answers and has nothing is silence, also when
   * no other host is there to be heard.
   *
   * @param wallMillis the machine's clock, milliseconds
   * @param answeredAtMillis when the broker last answered that it has records, or none; by the same
   *     clock
   */
  public HostWatch(
      SilenceSettings settings,
      HostState state,
      Tally tally,
      LongSupplier wallMillis,
      LongSupplier answeredAtMillis) {
    this.settings = settings;
    this.state = state;
    this.tally = tally;
    this.wallMillis = wallMillis;
    this.answeredAtMillis = answeredAtMillis;
    // An outage that is not noticed must be shorter than what it takes to be called silent.
    awayMillis = Math.min(STALL_MILLIS, settings.limit().toMillis() / 2);
    long now = wallMillis.getAsLong();
    tickedAtMillis = now;
    countedFromMillis = now;
    state.eachHost(
        host -> {
          if (!host.silent() && !host.stopped()) {
            heardAtMillis.put(host.id(), now);
          }
        });
  }

  /** Takes a heartbeat; returns the incident records to publish. */
  public List<Incident> heard(CollectorStatus status) {
    String id = status.getHost().getId();
    Optional<KnownHost> before = state.host(id);
    if (before.filter(known -> isStale(known, status)).isPresent()) {
      tally.add(Counted.STALE_STATUS);
      return List.of();
    }
    KnownHost now = next(before, status);
    state.put(now);
    heardAtMillis.remove(id);
    if (!now.stopped()) {
      heardAtMillis.put(id, now.arrivedAtMillis());
    }
    return before
        .filter(KnownHost::silent)
        .map(known -> List.of(SilenceReport.heard(known, status, settings)))
        .orElse(List.of());
  }

  /** Within a run the number decides; a run that another one has followed is over. */
  private static boolean isStale(KnownHost known, CollectorStatus status) {
    String run = status.getSource().getRunId();
    if (run.equals(known.status().getSource().getRunId())) {
      return status.getSource().getSequence() <= known.status().getSource().getSequence();
    }
    return run.equals(known.previousRunId());
  }

  private KnownHost next(Optional<KnownHost> before, CollectorStatus status) {
    String run = status.getSource().getRunId();
    Optional<KnownHost> same =
        before.filter(known -> known.status().getSource().getRunId().equals(run));
    long lost = KnownHost.lost(status);
    long grown = Math.max(0, lost - same.map(KnownHost::lost).orElse(0L));
    long grownAt =
        grown > 0
            ? ChronoUnit.MICROS.between(Instant.EPOCH, status.getTime())
            : before.map(KnownHost::grownAtMicros).orElse(0L);
    String previous =
        same.map(KnownHost::previousRunId)
            .orElse(before.map(known -> known.status().getSource().getRunId()).orElse(""));
    return new KnownHost(status, wallMillis.getAsLong(), previous, grown, grownAt, false);
  }

  /** Takes a tombstone: an administrator has removed the host. */
  public List<Incident> removed(String hostId) {
    Optional<KnownHost> known = state.host(hostId);
    heardAtMillis.remove(hostId);
    state.forget(hostId);
    return known.filter(KnownHost::silent).map(this::forgotten).map(List::of).orElse(List.of());
  }

  private Incident forgotten(KnownHost known) {
    return SilenceReport.forgotten(known, settings, Instant.ofEpochMilli(wallMillis.getAsLong()));
  }

  /** What the passing of time does: hosts that have become silent. Call every second or so. */
  public List<Incident> tick() {
    long now = wallMillis.getAsLong();
    if (now - tickedAtMillis > STALL_MILLIS || now - answeredAtMillis.getAsLong() > awayMillis) {
      countedFromMillis = now;
    }
    tickedAtMillis = now;
    List<Incident> records = new ArrayList<>();
    long latest = now - settings.limit().toMillis();
    if (countedFromMillis > latest) {
      return records;
    }
    List<String> silent =
        heardAtMillis.entrySet().stream()
            .takeWhile(host -> host.getValue() <= latest)
            .map(Map.Entry::getKey)
            .toList();
    for (String id : silent) {
      heardAtMillis.remove(id);
      if (settings.enabled()) {
        KnownHost known = state.host(id).orElseThrow().asSilent();
        state.put(known);
        records.add(SilenceReport.open(known, settings));
      }
    }
    return records;
  }

  /** Forgets hosts that were not heard for very long. Looks at all: call every hour or so. */
  public List<Incident> sweep() {
    long oldest = wallMillis.getAsLong() - settings.retention().toMillis();
    List<KnownHost> stale = new ArrayList<>();
    state.eachHost(
        host -> {
          if (host.arrivedAtMillis() < oldest) {
            stale.add(host);
          }
        });
    tally.add(Counted.HOST_FORGOTTEN, stale.size());
    List<Incident> records = new ArrayList<>();
    stale.forEach(host -> records.addAll(removed(host.id())));
    return records;
  }
}
