package dev.phleet.collector.metrics;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.keeping.SaveFigures;
import dev.phleet.collector.keeping.Upkeep;
import dev.phleet.collector.libbpf.RunStatistics;
import dev.phleet.collector.status.Heartbeats;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Loss;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** What the heartbeat says, and what the programs in the kernel cost, in Prometheus' words. */
public final class CollectorMetrics implements Supplier<String> {
  private static final double NANOS = 1e9;

  private final Supplier<CollectorStatus> status;
  private final Supplier<Map<String, RunStatistics>> programs;
  private final Supplier<Upkeep.Now> upkeep;

  /** Of a collector that runs. */
  public CollectorMetrics(Detector detector, Heartbeats heartbeats, Upkeep upkeep) {
    this(
        () -> heartbeats.status(CollectorPhase.RUNNING, detector.profiles()),
        detector::runStatistics,
        upkeep::now);
  }

  CollectorMetrics(
      Supplier<CollectorStatus> status,
      Supplier<Map<String, RunStatistics>> programs,
      Supplier<Upkeep.Now> upkeep) {
    this.upkeep = upkeep;
    this.status = status;
    this.programs = programs;
  }

  /** The text as of now. */
  @Override
  public String get() {
    PrometheusText text = new PrometheusText();
    CollectorStatus now = status.get();
    events(text, now);
    host(text, now);
    saves(text, upkeep.get().saves());
    sharing(text, upkeep.get());
    programs(text, programs.get());
    return text.toString();
  }

  private static void events(PrometheusText text, CollectorStatus now) {
    text.counter("phleet_events_published_total", "Events numbered, by topic, lost ones included.")
        .samples("topic", now.getPublished());
    text.counter("phleet_events_acknowledged_total", "Events that Kafka has, by topic.")
        .samples("topic", now.getAcknowledged());
    text.counter("phleet_events_lost_total", "Events lost, by stage and kind.");
    for (Loss loss : now.getLosses()) {
      text.sample(loss.getCount(), "stage", loss.getStage(), "kind", loss.getKind());
    }
    text.gauge("phleet_events_queued", "Events on their way to Kafka: the producer's lag.")
        .sample(now.getQueued());
    text.gauge("phleet_broker_reachable", "Whether Kafka was there the last time it was asked.")
        .sample(now.getBrokerReachable() ? 1 : 0);
  }

  private static void host(PrometheusText text, CollectorStatus now) {
    text.gauge("phleet_profiles", "Profiles, by state.").samples("state", now.getProfiles());
    text.gauge("phleet_tasks", "Tasks that are watched.").sample(now.getTasks());
    text.gauge("phleet_monitoring", "Whether calls are judged.")
        .sample(now.getMonitoring() ? 1 : 0);
    text.gauge("phleet_resident_memory_bytes", "Memory of the collector (VmRSS).")
        .sample(now.getResidentBytes());
    text.gauge("phleet_start_time_seconds", "When the collector started, since 1970.")
        .sample(now.getStartedAt().getEpochSecond());
    text.gauge("phleet_build_info", "Always 1.")
        .sample(1, "version", now.getVersion(), "kernel", now.getKernel());
  }

  private static void saves(PrometheusText text, SaveFigures.Now now) {
    text.counter("phleet_profile_saves_total", "Profiles saved, by what came of it.")
        .sample(now.written(), "result", "written")
        .sample(now.failed(), "result", "failed");
    text.gauge("phleet_profiles_unchanged", "Profiles of which the last save found nothing new.")
        .sample(now.unchanged());
    text.gauge("phleet_last_save_duration_seconds", "How long the last save took.")
        .sample(now.lastTook().toNanos() / NANOS);
    text.gauge("phleet_last_save_time_seconds", "When it ended, since 1970; 0 before the first.")
        .sample(now.lastAt().map(Instant::toEpochMilli).orElse(0L) / 1e3);
    text.gauge("phleet_profiles_not_loaded", "Files of profiles that wait, not being loadable.")
        .sample(now.notLoaded());
    text.counter(
            "phleet_profile_files_set_aside_total",
            "Such files that made way for what was learned anew.")
        .sample(now.setAside());
  }

  private static void sharing(PrometheusText text, Upkeep.Now now) {
    text.counter("phleet_aliases_total", "Copies of known programs, by what came of sharing.")
        .sample(now.aliasesMade(), "result", "made")
        .sample(now.aliasesFailed(), "result", "failed");
    text.gauge("phleet_profiles_ignored_by_rule", "Profiles that the rules ignore.")
        .sample(now.ignored());
    text.gauge("phleet_profile_slots_waiting", "Profiles given up that some task is still in.")
        .sample(now.slotsWaiting());
  }

  /** All zero unless the kernel measures: sysctl kernel.bpf_stats_enabled=1. */
  private static void programs(PrometheusText text, Map<String, RunStatistics> programs) {
    text.gauge(
            "phleet_bpf_statistics_enabled",
            "Whether the kernel measures programs (sysctl kernel.bpf_stats_enabled).")
        .sample(RunStatistics.areMeasured() ? 1 : 0);
    text.counter("phleet_bpf_run_seconds_total", "Time in the kernel, by program.");
    programs.forEach((name, run) -> text.sample(run.nanos() / NANOS, "program", name));
    text.counter("phleet_bpf_runs_total", "Runs in the kernel, by program.");
    programs.forEach((name, run) -> text.sample(run.count(), "program", name));
  }
}
