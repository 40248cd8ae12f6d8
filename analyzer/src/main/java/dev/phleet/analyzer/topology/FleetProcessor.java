package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.FleetKnowledge;
import dev.phleet.analyzer.fleet.pairs.PairKnowledge;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.schemas.event.FleetProfile;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * {@link FleetKnowledge} and {@link PairKnowledge} on state stores. Publishes at intervals, since
 * each of thousands of hosts reports a program every half minute.
 */
final class FleetProcessor implements Processor<String, FleetNews, String, FleetProfile> {
  /** How late prevalence may be; what is written is all pairs of a program. */
  private static final Duration WRITE = Duration.ofSeconds(2);

  /** Pairs whose counts are held in memory, by each task: 4 MB. */
  private static final int ROOM = 1 << 18;

  private final Duration interval;
  private ProcessorContext<String, FleetProfile> context;
  private FleetKnowledge knowledge;
  private PairKnowledge pairs;

  FleetProcessor(Duration interval) {
    this.interval = interval;
  }

  @Override
  public void init(ProcessorContext<String, FleetProfile> newContext) {
    context = newContext;
    knowledge =
        new FleetKnowledge(
            new FleetStores(
                context.getStateStore(StoreNames.SUMMARIES),
                context.getStateStore(StoreNames.TALLIES)));
    knowledge.resume();
    pairs = new PairKnowledge(new PairStore(context.getStateStore(StoreNames.PAIRS)), ROOM);
    pairs.resume(context.currentSystemTimeMs());
    context.schedule(WRITE, PunctuationType.WALL_CLOCK_TIME, now -> pairs.write());
    context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::publish);
  }

  @Override
  public void process(Record<String, FleetNews> record) {
    if (record.value() instanceof FleetNews.OfProfiles news) {
      knowledge.apply(record.key(), news.change());
    } else if (record.value() instanceof FleetNews.OfPairs news) {
      long now = context.currentSystemTimeMs();
      news.changes().forEach(change -> pairs.apply(change, now));
    }
  }

  private void publish(long now) {
    pairs.takeChanged(now).forEach(knowledge::touch);
    knowledge
        .takeChanged()
        .forEach(
            (executable, profile) -> {
              profile.ifPresent(
                  p -> pairs.figures(executable, Readings.micros(p.getLastSeen())).enter(p));
              context.forward(new Record<>(executable, profile.orElse(null), now));
            });
  }
}
