package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.FleetKnowledge;
import dev.phleet.analyzer.fleet.ProfileChange;
import dev.phleet.schemas.event.FleetProfile;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * {@link FleetKnowledge} on state stores. Publishes at intervals, since each of thousands of hosts
 * reports a program every half minute.
 */
final class FleetProcessor implements Processor<String, ProfileChange, String, FleetProfile> {
  private final Duration interval;
  private ProcessorContext<String, FleetProfile> context;
  private FleetKnowledge knowledge;

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
                context.getStateStore(StoreNames.SHARES),
                context.getStateStore(StoreNames.TALLIES)));
    knowledge.resume();
    context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> publish());
  }

  @Override
  public void process(Record<String, ProfileChange> record) {
    knowledge.apply(record.value());
  }

  private void publish() {
    knowledge
        .takeChanged()
        .forEach(
            (executable, profile) ->
                context.forward(
                    new Record<>(executable, profile.orElse(null), context.currentSystemTimeMs())));
  }
}
