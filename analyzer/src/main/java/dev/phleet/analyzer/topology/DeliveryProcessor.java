package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.delivery.Deliveries;
import dev.phleet.analyzer.delivery.DeliverySettings;
import dev.phleet.analyzer.delivery.DeliveryState;
import dev.phleet.analyzer.delivery.HostRuns;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Incident;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** {@link Deliveries} of the topic anomalies, on state stores. */
final class DeliveryProcessor implements Processor<byte[], Accepted<Anomaly>, String, Outcome> {
  private static final String BEGAN = "began-at";

  private final DeliverySettings settings;
  private final Duration tick;
  private ProcessorContext<String, Outcome> context;
  private KeyValueStore<String, Long> origin;
  private Deliveries deliveries;

  DeliveryProcessor(DeliverySettings settings, Duration tick) {
    this.settings = settings;
    this.tick = tick;
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
    context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, now -> tick());
  }

  @Override
  public void process(Record<byte[], Accepted<Anomaly>> record) {
    context
        .recordMetadata()
        .map(RecordMetadata::offset)
        .ifPresent(offset -> origin.putIfAbsent(BEGAN, offset));
    Observation o = Readings.observation(record.value().event());
    if (deliveries.accept(o.host(), o.event().runId(), o.event().sequence(), o.time())) {
      context.forward(new Record<>(o.executableId(), new Outcome.Observed(o), record.timestamp()));
    }
  }

  private void tick() {
    for (Incident incident : deliveries.tick()) {
      context.forward(
          new Record<>(
              incident.getId(), new Outcome.Concluded(incident), context.currentSystemTimeMs()));
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
