package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.host.HostState;
import dev.phleet.analyzer.host.HostWatch;
import dev.phleet.analyzer.host.KnownHost;
import dev.phleet.analyzer.host.SilenceSettings;
import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.Incident;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The {@link HostWatch} on a state store: heartbeats by host in, incidents by id out. */
final class HostProcessor
    implements Processor<byte[], Accepted<CollectorStatus>, String, Incident> {
  private static final Duration SWEEP = Duration.ofHours(1);

  private final SilenceSettings settings;
  private final Duration tick;
  private final LongSupplier answeredAtMillis;
  private ProcessorContext<String, Incident> context;
  private HostWatch watch;

  HostProcessor(SilenceSettings settings, Duration tick, LongSupplier answeredAtMillis) {
    this.settings = settings;
    this.tick = tick;
    this.answeredAtMillis = answeredAtMillis;
  }

  @Override
  public void init(ProcessorContext<String, Incident> newContext) {
    context = newContext;
    watch =
        new HostWatch(
            settings,
            new Stored(context.getStateStore(StoreNames.HOSTS)),
            new MetricsTally(context),
            context::currentSystemTimeMs,
            answeredAtMillis);
    context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, now -> publish(watch.tick()));
    context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> publish(watch.sweep()));
  }

  @Override
  public void process(Record<byte[], Accepted<CollectorStatus>> record) {
    CollectorStatus status = record.value().event();
    publish(status == null ? watch.removed(record.value().key()) : watch.heard(status));
  }

  private void publish(List<Incident> incidents) {
    for (Incident incident : incidents) {
      context.forward(new Record<>(incident.getId(), incident, context.currentSystemTimeMs()));
    }
  }

  private record Stored(KeyValueStore<String, KnownHost> hosts) implements HostState {
    @Override
    public Optional<KnownHost> host(String hostId) {
      return Optional.ofNullable(hosts.get(hostId));
    }

    @Override
    public void put(KnownHost host) {
      hosts.put(host.id(), host);
    }

    @Override
    public void forget(String hostId) {
      hosts.delete(hostId);
    }

    @Override
    public void eachHost(Consumer<KnownHost> visitor) {
      try (KeyValueIterator<String, KnownHost> all = hosts.all()) {
        all.forEachRemaining(entry -> visitor.accept(entry.value));
      }
    }
  }
}
