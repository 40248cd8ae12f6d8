package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.cluster.Clusters;
import dev.phleet.analyzer.correlation.cluster.TakeoverRule;
import dev.phleet.analyzer.correlation.cluster.TakeoverSettings;
import dev.phleet.analyzer.delivery.Deliveries;
import dev.phleet.analyzer.delivery.DeliverySettings;
import dev.phleet.analyzer.delivery.DeliveryState;
import dev.phleet.analyzer.delivery.HostRuns;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.analyzer.ocsf.AnomalyFinding;
import dev.phleet.analyzer.ocsf.FindingChoice;
import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Incident;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * {@link Deliveries} of the topic anomalies, and the {@link TakeoverRule} about the host that they
 * came from, on state stores.
 */
final class DeliveryProcessor implements Processor<byte[], Accepted<Anomaly>, String, Outcome> {
  private static final String BEGAN = "began-at";

  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final DeliverySettings settings;
  private final TakeoverSettings takeover;
  private final Duration tick;
  private final boolean whole;
  private final WriteBack together;
  private ProcessorContext<String, Outcome> context;
  private KeyValueStore<String, Long> origin;
  private Deliveries deliveries;
  private Clusters takeovers;

  DeliveryProcessor(TopologySettings settings, WriteBack together) {
    this.settings = settings.delivery();
    this.takeover = settings.takeover();
    this.tick = settings.tick();
    this.whole = settings.findings() == FindingChoice.ALL;
    this.together = together;
  }

  @Override
  public void init(ProcessorContext<String, Outcome> newContext) {
    context = newContext;
    origin = context.getStateStore(StoreNames.ORIGIN);
    deliveries =
        new Deliveries(
            Topics.ANOMALIES.name(),
            settings,
            new Stored(origin, context.getStateStore(StoreNames.DELIVERIES)),
            new MetricsTally(context),
            context::currentSystemTimeMs);
    TakeoverRule rule = new TakeoverRule(takeover);
    takeovers =
        new Clusters(
            rule,
            new ClusterStores(context.getStateStore(StoreNames.HOST_CLUSTERS), rule.type().name()),
            new MetricsTally(context),
            context::currentSystemTimeMs);
    takeovers.resume();
    together.watch(context);
    context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, now -> tick());
    context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> takeovers.sweep());
  }

  @Override
  public void process(Record<byte[], Accepted<Anomaly>> record) {
    context
        .recordMetadata()
        .map(RecordMetadata::offset)
        .ifPresent(offset -> origin.putIfAbsent(BEGAN, offset));
    Anomaly anomaly = record.value().event();
    Observation o = Readings.observation(anomaly);
    if (deliveries.accept(o.host(), o.event().runId(), o.event().sequence(), o.time())) {
      context.forward(new Record<>(o.executableId(), new Outcome.Observed(o), record.timestamp()));
      if (whole) {
        context.forward(
            new Record<>(
                AnomalyFinding.uid(anomaly), new Outcome.Delivered(anomaly), record.timestamp()));
      }
      judge(takeovers.observe(o), record.timestamp());
      together.want(context, record.timestamp());
    }
  }

  private void tick() {
    long now = context.currentSystemTimeMs();
    conclude(deliveries.tick(), now);
    judge(takeovers.tick(), now);
  }

  private void judge(List<Incident> found, long timestamp) {
    for (Incident incident : found) {
      String executable = incident.getExecutable().getId();
      context.forward(new Record<>(executable, new Outcome.Unjudged(incident), timestamp));
      together.want(context, timestamp);
    }
  }

  private void conclude(List<Incident> incidents, long timestamp) {
    for (Incident incident : incidents) {
      context.forward(new Record<>(incident.getId(), new Outcome.Concluded(incident), timestamp));
    }
  }

  private record Stored(KeyValueStore<String, Long> origin, KeyValueStore<String, HostRuns> runs)
      implements DeliveryState {
    @Override
    public Optional<HostRuns> runs(String hostId) {
      return Optional.ofNullable(runs.get(hostId));
    }

    @Override
    public void put(HostRuns host) {
      runs.put(host.host().id(), host);
    }

    @Override
    public void eachHost(Consumer<HostRuns> visitor) {
      try (KeyValueIterator<String, HostRuns> all = runs.all()) {
        all.forEachRemaining(entry -> visitor.accept(entry.value));
      }
    }

    @Override
    public boolean fromTheBeginning() {
      Long began = origin.get(BEGAN);
      return began != null && began == 0;
    }
  }
}
