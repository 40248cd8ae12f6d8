package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.SpreadRule;
import dev.phleet.analyzer.correlation.SpreadSettings;
import dev.phleet.schemas.event.Incident;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The {@link SpreadRule} on state stores: anomalies by executable in, incidents by id out. */
final class SpreadProcessor implements Processor<String, Observation, String, Incident> {
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final SpreadSettings settings;
  private final Duration tick;
  private ProcessorContext<String, Incident> context;
  private SpreadRule rule;

  SpreadProcessor(SpreadSettings settings, Duration tick) {
    this.settings = settings;
    this.tick = tick;
  }

  @Override
  public void init(ProcessorContext<String, Incident> newContext) {
    context = newContext;
    rule =
        new SpreadRule(
            settings,
            new SpreadStores(
                context.getStateStore(StoreNames.SESSIONS),
                context.getStateStore(StoreNames.SIGHTINGS),
                context.getStateStore(StoreNames.SPREADS),
                context.getStateStore(StoreNames.DETAILS)),
            new MetricsTally(context),
            context::currentSystemTimeMs);
    rule.resume();
    context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, now -> publish(rule.tick()));
    context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> rule.sweep());
  }

  @Override
  public void process(Record<String, Observation> record) {
    publish(rule.observe(record.value()));
  }

  private void publish(List<Incident> incidents) {
    for (Incident incident : incidents) {
      context.forward(new Record<>(incident.getId(), incident, context.currentSystemTimeMs()));
    }
  }
}
