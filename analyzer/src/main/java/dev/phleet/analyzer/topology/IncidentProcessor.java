package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.incident.DeskEntry;
import dev.phleet.analyzer.incident.IncidentDesk;
import dev.phleet.analyzer.incident.IncidentState;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Incident;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The {@link IncidentDesk} on state stores: entries by incident id in, incidents out. */
final class IncidentProcessor implements Processor<String, DeskEntry, String, Incident> {
  private static final Duration SWEEP = Duration.ofHours(1);

  private final Duration retention;
  private final WriteBack together;
  private ProcessorContext<String, Incident> context;
  private IncidentDesk desk;

  IncidentProcessor(Duration retention, WriteBack together) {
    this.retention = retention;
    this.together = together;
  }

  @Override
  public void init(ProcessorContext<String, Incident> newContext) {
    context = newContext;
    desk =
        new IncidentDesk(
            new Stored(
                context.getStateStore(StoreNames.INCIDENTS),
                context.getStateStore(StoreNames.EARLY_ACKNOWLEDGEMENTS)),
            retention,
            new MetricsTally(context),
            context::currentSystemTimeMs);
    together.watch(context);
    context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> desk.sweep());
  }

  @Override
  public void process(Record<String, DeskEntry> record) {
    desk.take(record.value())
        .ifPresent(
            incident -> {
              context.forward(
                  new Record<>(incident.getId(), incident, context.currentSystemTimeMs()));
              together.want(context, record.timestamp());
            });
  }

  private record Stored(
      KeyValueStore<String, Incident> incidents, KeyValueStore<String, Acknowledgement> early)
      implements IncidentState {
    @Override
    public Optional<Incident> incident(String id) {
      return Optional.ofNullable(incidents.get(id));
    }

    @Override
    public void put(Incident incident) {
      incidents.put(incident.getId(), incident);
    }

    @Override
    public void forget(String id) {
      incidents.delete(id);
    }

    @Override
    public void eachIncident(Consumer<Incident> visitor) {
      try (KeyValueIterator<String, Incident> all = incidents.all()) {
        all.forEachRemaining(entry -> visitor.accept(entry.value));
      }
    }

    @Override
    public Optional<Acknowledgement> early(String incidentId) {
      return Optional.ofNullable(early.get(incidentId));
    }

    @Override
    public void putEarly(String incidentId, Optional<Acknowledgement> acknowledgement) {
      early.put(incidentId, acknowledgement.orElse(null));
    }

    @Override
    public void eachEarly(Consumer<Acknowledgement> visitor) {
      try (KeyValueIterator<String, Acknowledgement> all = early.all()) {
        all.forEachRemaining(entry -> visitor.accept(entry.value));
      }
    }
  }
}
