package dev.phleet.collector.metrics;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.libbpf.RunStatistics;
import dev.phleet.collector.status.Heartbeats;
import dev.phleet.schemas.event.CollectorPhase;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Loss;
import java.util.Map;
import java.util.function.Supplier;

/** What the heartbeat says, and what the programs in the kernel cost, in Prometheus' words. */
public final class CollectorMetrics implements Supplier<String> {
  private static final double NANOS = 1e9;

  private final Supplier<CollectorStatus> status;
  private final Supplier<Map<String, RunStatistics>> programs;

  /** Of a collector that runs. */
  public CollectorMetrics(Detector detector, Heartbeats heartbeats) {
    this(
        () -> heartbeats.status(CollectorPhase.RUNNING, detector.profiles()),
        detector::runStatistics);
  }

  CollectorMetrics(
      Supplier<CollectorStatus> status, Supplier<Map<String, RunStatistics>> programs) {
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
