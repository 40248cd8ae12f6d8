package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.version.StrangerRule;
import dev.phleet.analyzer.version.StrangerSettings;
import dev.phleet.analyzer.version.VersionChange;
import dev.phleet.schemas.event.Incident;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The {@link StrangerRule} on a state store: moves by path in, incidents by id out. */
final class VersionProcessor implements Processor<String, List<VersionChange>, String, Incident> {
  private final StrangerSettings settings;
  private final Duration tick;
  private ProcessorContext<String, Incident> context;
  private StrangerRule rule;

  VersionProcessor(StrangerSettings settings, Duration tick) {
    this.settings = settings;
    this.tick = tick;
  }

  @Override
  public void init(ProcessorContext<String, Incident> newContext) {
    context = newContext;
    rule =
        new StrangerRule(
            settings,
            new VersionStores(context.getStateStore(StoreNames.VERSIONS)),
            context::currentSystemTimeMs);
    context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, now -> publish(rule.tick()));
  }

  @Override
  public void process(Record<String, List<VersionChange>> record) {
    record.value().forEach(change -> publish(rule.apply(change)));
  }

  private void publish(List<Incident> incidents) {
    for (Incident incident : incidents) {
      context.forward(new Record<>(incident.getId(), incident, context.currentSystemTimeMs()));
    }
  }
}
