package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Prevalence;
import dev.phleet.analyzer.fleet.pairs.FleetPrevalence;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Where the rules ask what the fleet knows.
 *
 * @param stores stores that it reads; partitioned by executable id, as the anomalies are there
 * @param open opens it in a task
 */
record PrevalenceSource(List<String> stores, Function<ProcessingContext, Prevalence> open) {
  /** What is known of the pairs of the fleet. */
  static final PrevalenceSource FLEET =
      new PrevalenceSource(
          List.of(StoreNames.PAIRS),
          context -> new FleetPrevalence(new StoredPairs(context.getStateStore(StoreNames.PAIRS))));

  /** Copies the names. */
  PrevalenceSource {
    stores = List.copyOf(stores);
  }
}
