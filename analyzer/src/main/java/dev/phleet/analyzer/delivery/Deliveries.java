package dev.phleet.analyzer.delivery;

import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.count.Counted;
import dev.phleet.analyzer.count.Tally;
import dev.phleet.analyzer.delivery.RunProgress.Arrival;
import dev.phleet.analyzer.delivery.RunProgress.Step;
import dev.phleet.schemas.event.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Lets each event of a topic through once, and reports the numbers that never came. A gap is waited
 * for by the machine's clock and not by the events': host clocks say nothing about how long a
 * record takes to arrive.
 */
public final class Deliveries {
  private final String topic;
  private final DeliverySettings settings;
  private final DeliveryState state;
  private final Tally tally;
  private final LongSupplier wallMillis;
  private final long startedAtMillis;
  // Hosts with something missing or an incident to close: few, however many hosts there are.
  private final Set<String> watched = new LinkedHashSet<>();

  /** Deliveries on one topic; {@code wallMillis} is the machine's clock, milliseconds. */
  public Deliveries(
      String topic,
      DeliverySettings settings,
      DeliveryState state,
      Tally tally,
      LongSupplier wallMillis) {
    this.topic = topic;
    this.settings = settings;
    this.state = state;
    this.tally = tally;
    this.wallMillis = wallMillis;
    startedAtMillis = wallMillis.getAsLong();
    state.eachHost(this::watch);
  }

  private void watch(HostRuns host) {
    boolean pending =
        host.runs().stream()
            .anyMatch(
                run ->
                    run.gap().isPresent() || run.missing().stream().anyMatch(m -> !m.reported()));
    if (pending) {
      watched.add(host.host().id());
    } else {
      watched.remove(host.host().id());
    }
  }

  /**
   * Notes an event.
   *
   * @return whether it is the first time that it arrives
   */
  public boolean accept(HostRef host, String runId, long sequence, long eventMicros) {
    long now = wallMillis.getAsLong();
    HostRuns known =
        state
            .runs(host.id())
            .map(r -> new HostRuns(host, r.runs()))
            .orElse(new HostRuns(host, List.of()));
    RunProgress run = known.run(runId).orElseGet(() -> begin(known, runId, sequence, now));
    Step step = run.arrive(sequence, eventMicros, now);
    tally.add(Counted.GAP_FORGOTTEN, step.forgotten());
    if (step.arrival() == Arrival.DUPLICATE) {
      tally.add(Counted.DUPLICATE);
      return false;
    }
    if (step.arrival() == Arrival.REPORTED) {
      tally.add(Counted.FILLED_LATE);
    }
    HostRuns all = known.with(step.after());
    HostRuns kept = all.trimmed(now - settings.retention().toMillis());
    tally.add(Counted.RUN_FORGOTTEN, all.runs().size() - kept.runs().size());
    state.put(kept);
    watch(kept);
    return true;
  }

  private RunProgress begin(HostRuns known, String runId, long sequence, long now) {
    boolean whole = state.fromTheBeginning() && known.runs().size() < HostRuns.RUNS;
    return RunProgress.after(runId, whole ? 0 : sequence - 1, now);
  }

  /** What the passing of time does: gaps whose grace is over, closings. Call every second or so. */
  public List<Incident> tick() {
    List<Incident> records = new ArrayList<>();
    for (String hostId : List.copyOf(watched)) {
      Optional<HostRuns> host = state.runs(hostId);
      if (host.stream().flatMap(h -> h.runs().stream()).anyMatch(this::hasNews)) {
        HostRuns reported = report(host.orElseThrow(), records);
        state.put(reported);
        watch(reported);
      }
    }
    return settings.enabled() ? records : List.of();
  }

  private boolean hasNews(RunProgress run) {
    return run.missing().stream().anyMatch(this::due) || run.gap().map(this::over).orElse(false);
  }

  private boolean due(Missing range) {
    // After a restart the missing event may be the next one read.
    long since = Math.max(range.noticedAtMillis(), startedAtMillis);
    return !range.reported() && wallMillis.getAsLong() - since >= settings.grace().toMillis();
  }

  private boolean over(Gap gap) {
    return gap.missing() <= 0
        || wallMillis.getAsLong() - gap.reportedAtMillis() >= settings.quiet().toMillis();
  }

  private HostRuns report(HostRuns host, List<Incident> records) {
    List<RunProgress> runs = new ArrayList<>();
    for (RunProgress run : host.runs()) {
      runs.add(close(host.host(), open(host.host(), run, records), records));
    }
    return new HostRuns(host.host(), runs);
  }

  private RunProgress open(HostRef host, RunProgress run, List<Incident> records) {
    List<Missing> ranges = new ArrayList<>();
    Optional<Gap> gap = run.gap();
    for (Missing range : run.missing()) {
      if (due(range)) {
        Gap before = gap.orElseGet(() -> GapReport.open(host, run.runId(), topic, range));
        gap = Optional.of(before.with(range, wallMillis.getAsLong()));
        tally.add(Counted.MISSING, range.size());
        ranges.add(range.asReported());
      } else {
        ranges.add(range);
      }
    }
    if (ranges.equals(run.missing())) {
      return run;
    }
    Gap reported = gap.orElseThrow().next();
    records.add(
        GapReport.write(host, run.runId(), topic, reported, settings.severity(), Optional.empty()));
    return run.with(ranges, Optional.of(reported));
  }

  private RunProgress close(HostRef host, RunProgress run, List<Incident> records) {
    Optional<Gap> finished = run.gap().filter(this::over);
    if (finished.isEmpty()) {
      return run;
    }
    records.add(
        GapReport.write(
            host,
            run.runId(),
            topic,
            finished.get().next(),
            settings.severity(),
            Optional.of(Instant.ofEpochMilli(wallMillis.getAsLong()))));
    return run.with(run.missing(), Optional.empty());
  }
}
