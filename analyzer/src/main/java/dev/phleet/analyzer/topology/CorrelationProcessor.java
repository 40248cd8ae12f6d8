package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.correlation.Prevalence;
import dev.phleet.analyzer.correlation.SpreadRule;
import dev.phleet.analyzer.correlation.cluster.BurstRule;
import dev.phleet.analyzer.correlation.cluster.ClusterRule;
import dev.phleet.analyzer.correlation.cluster.Clusters;
import dev.phleet.analyzer.correlation.cluster.TakeoverRule;
import dev.phleet.analyzer.correlation.cluster.VariedRule;
import dev.phleet.schemas.event.Incident;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rules about one executable ({@link SpreadRule}, {@link VariedRule}, {@link BurstRule}) on
 * state stores, and the judgement of takeovers: anomalies by executable in, incidents by id out.
 */
final class CorrelationProcessor implements Processor<String, Outcome, String, Incident> {
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final TopologySettings settings;
  private final PrevalenceSource known;
  private final WriteBack together;
  private ProcessorContext<String, Incident> context;
  private Prevalence prevalence;
  private SpreadRule spread;
  private List<Clusters> clusters = List.of();

  CorrelationProcessor(TopologySettings settings, PrevalenceSource known, WriteBack together) {
    this.settings = settings;
    this.known = known;
    this.together = together;
  }

  @Override
  public void init(ProcessorContext<String, Incident> newContext) {
    context = newContext;
    prevalence = known.open().apply(context);
    MetricsTally tally = new MetricsTally(context);
    spread = spread(tally);
    spread.resume();
    clusters =
        List.of(
            clusters(new VariedRule(settings.varied(), prevalence, tally), tally),
            clusters(new BurstRule(settings.burst(), prevalence), tally));
    clusters.forEach(Clusters::resume);
    together.watch(context);
    context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, now -> tick());
    context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> sweep());
  }

  private SpreadRule spread(MetricsTally tally) {
    KeyValueStore<String, SpreadRow> details = context.getStateStore(StoreNames.DETAILS);
    return new SpreadRule(
        settings.spread(),
        new SpreadStores(
            context.getStateStore(StoreNames.SESSIONS),
            new SpreadGroups(context.getStateStore(StoreNames.SIGHTINGS), details),
            context.getStateStore(StoreNames.SPREADS),
            details),
        prevalence,
        tally,
        context::currentSystemTimeMs);
  }

  private Clusters clusters(ClusterRule rule, MetricsTally tally) {
    return new Clusters(
        rule,
        new ClusterStores(
            context.getStateStore(StoreNames.EXECUTABLE_CLUSTERS), rule.type().name()),
        tally,
        context::currentSystemTimeMs);
  }

  @Override
  public void process(Record<String, Outcome> record) {
    long arrived = record.timestamp();
    if (record.value() instanceof Outcome.Unjudged takeover) {
      publish(List.of(TakeoverRule.judged(takeover.incident(), prevalence)), arrived);
      return;
    }
    Observation o = ((Outcome.Observed) record.value()).observation();
    publish(spread.observe(o), arrived);
    clusters.forEach(rule -> publish(rule.observe(o), arrived));
  }

  private void tick() {
    long now = context.currentSystemTimeMs();
    publish(spread.tick(), now);
    clusters.forEach(rule -> publish(rule.tick(), now));
  }

  private void sweep() {
    spread.sweep();
    clusters.forEach(Clusters::sweep);
  }

  private void publish(List<Incident> incidents, long timestamp) {
    for (Incident incident : incidents) {
      context.forward(new Record<>(incident.getId(), incident, timestamp));
      together.want(context, timestamp);
    }
  }
}
