package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.intake.EventCheck;
import dev.phleet.analyzer.intake.Fault;
import dev.phleet.analyzer.intake.Verdict;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Incident;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * From anomalies to incidents.
 *
 * <pre>
 * anomalies -> read -> deliver (once, gaps) -> by executable -> spread
 * </pre>
 *
 * It goes through one repartition topic, because its two halves need other keys: the runs of a host
 * (and their gaps) can be told only where all events of the host pass, a spread only where all
 * hosts of an executable do.
 */
final class AnomalyPath {
  private final Wiring wiring;

  AnomalyPath(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Builds it; returns the streams of incidents by the name of what concludes them. */
  Map<String, KStream<String, Incident>> build() {
    wiring.addStore(StoreNames.ORIGIN, Serdes.Long());
    wiring.addStore(StoreNames.DELIVERIES, LedgerForms.HOST_RUNS);
    Map<String, KStream<String, Outcome>> outcomes =
        wiring
            .read("anomaly", Topics.ANOMALIES, this::rules)
            .process(
                () -> new DeliveryProcessor(wiring.settings().delivery(), wiring.settings().tick()),
                Named.as("anomaly-deliver"),
                StoreNames.ORIGIN,
                StoreNames.DELIVERIES)
            .split(Named.as("delivery-is-"))
            .branch((key, outcome) -> outcome instanceof Outcome.Observed, Branched.as("observed"))
            .defaultBranch(Branched.as("concluded"));
    KStream<String, Incident> gaps =
        outcomes
            .get("delivery-is-concluded")
            .mapValues(o -> ((Outcome.Concluded) o).incident(), Named.as("gap-incident"));
    return Map.of("gap", gaps, "spread", spread(outcomes.get("delivery-is-observed")));
  }

  private RecordReader.Rules<Anomaly> rules(LongSupplier clock) {
    Verdict missing = new Verdict(Fault.NO_VALUE, "the record has no value");
    return new RecordReader.Rules<>(
        wiring.topic(Topics.ANOMALIES),
        wiring.serdes().anomaly().deserializer(),
        new EventCheck(wiring.settings().ahead(), clock)::check,
        key -> Optional.of(missing));
  }

  private KStream<String, Incident> spread(KStream<String, Outcome> observed) {
    wiring.addStore(StoreNames.SESSIONS, StateForms.TRACK);
    wiring.addStore(StoreNames.SIGHTINGS, StateForms.HOST_TRACK);
    wiring.addStore(StoreNames.SPREADS, StateForms.SPREADS);
    wiring.addStore(StoreNames.DETAILS, Serdes.ByteArray());
    KStream<String, Observation> byExecutable =
        observed
            .mapValues(o -> ((Outcome.Observed) o).observation(), Named.as("anomaly-observation"))
            .repartition(
                Repartitioned.with(Serdes.String(), StateForms.OBSERVATION)
                    .withName("anomalies-by-executable"));
    return byExecutable.process(
        () -> new SpreadProcessor(wiring.settings().spread(), wiring.settings().tick()),
        Named.as("anomaly-spread"),
        StoreNames.SESSIONS,
        StoreNames.SIGHTINGS,
        StoreNames.SPREADS,
        StoreNames.DETAILS);
  }
}
