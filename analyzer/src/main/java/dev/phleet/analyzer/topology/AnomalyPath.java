package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.intake.EventCheck;
import dev.phleet.analyzer.intake.Fault;
import dev.phleet.analyzer.intake.Verdict;
import dev.phleet.analyzer.ocsf.AnomalyFinding;
import dev.phleet.analyzer.ocsf.FindingChoice;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * From anomalies to incidents.
 *
 * <pre>
 * anomalies -> read -> deliver (once, gaps, takeovers) -> by executable -> spread, varied, burst
 * </pre>
 *
 * It goes through one repartition topic, because its two halves need other keys: the runs of a host
 * (and their gaps) and its takeover can be told only where all events of the host pass, a spread
 * only where all hosts of an executable do. A burst could be told at both; by executable, the fleet
 * can be asked how surprising it is. A takeover goes along, to be judged where the fleet is known.
 */
final class AnomalyPath {
  private final Wiring wiring;
  private final PrevalenceSource known;

  AnomalyPath(Wiring wiring, PrevalenceSource known) {
    this.wiring = wiring;
    this.known = known;
  }

  /** Builds it; returns the streams of incidents by the name of what concludes them. */
  Map<String, KStream<String, Incident>> build() {
    wiring.addStore(StoreNames.ORIGIN, Serdes.Long());
    wiring.addStore(StoreNames.DELIVERIES, LedgerForms.HOST_RUNS);
    wiring.addStore(StoreNames.HOST_CLUSTERS, ClusterForms.ROW);
    TopologySettings settings = wiring.settings();
    Map<String, KStream<String, Outcome>> outcomes =
        wiring
            .read("anomaly", "anomaly-deliver", Topics.ANOMALIES, this::rules)
            .process(
                () -> new DeliveryProcessor(settings, wiring.together()),
                Named.as("anomaly-deliver"),
                StoreNames.ORIGIN,
                StoreNames.DELIVERIES,
                StoreNames.HOST_CLUSTERS)
            .split(Named.as("delivery-is-"))
            .branch(AnomalyPath::isAboutExecutable, Branched.as("observed"))
            .defaultBranch(Branched.as("concluded"));
    KStream<String, Incident> aboutHosts = concluded(outcomes.get("delivery-is-concluded"));
    KStream<String, Incident> aboutExecutables = correlate(outcomes.get("delivery-is-observed"));
    return Map.of("delivery", aboutHosts, "correlation", aboutExecutables);
  }

  private static boolean isAboutExecutable(String key, Outcome outcome) {
    return outcome instanceof Outcome.Observed || outcome instanceof Outcome.Unjudged;
  }

  /** The incidents among them; anomalies as a whole go to the findings. */
  private KStream<String, Incident> concluded(KStream<String, Outcome> rest) {
    if (wiring.settings().findings() != FindingChoice.ALL) {
      return rest.mapValues(o -> ((Outcome.Concluded) o).incident(), Named.as("delivery-incident"));
    }
    Map<String, KStream<String, Outcome>> parts =
        rest.split(Named.as("rest-is-"))
            .branch((key, o) -> o instanceof Outcome.Delivered, Branched.as("delivered"))
            .defaultBranch(Branched.as("concluded"));
    wiring.find(
        "anomaly",
        parts
            .get("rest-is-delivered")
            .mapValues(o -> ((Outcome.Delivered) o).anomaly(), Named.as("delivery-anomaly")),
        AnomalyFinding::json);
    return parts
        .get("rest-is-concluded")
        .mapValues(o -> ((Outcome.Concluded) o).incident(), Named.as("delivery-incident"));
  }

  private RecordReader.Rules<Anomaly> rules(LongSupplier clock) {
    Verdict missing = new Verdict(Fault.NO_VALUE, "the record has no value");
    return new RecordReader.Rules<>(
        wiring.topic(Topics.ANOMALIES),
        wiring.serdes().anomaly().deserializer(),
        new EventCheck(wiring.settings().ahead(), clock)::check,
        key -> Optional.of(missing));
  }

  private KStream<String, Incident> correlate(KStream<String, Outcome> observed) {
    wiring.addStore(StoreNames.SESSIONS, StateForms.TRACK);
    wiring.addStore(StoreNames.SIGHTINGS, StateForms.GROUP_ROW);
    wiring.addStore(StoreNames.SPREADS, StateForms.SPREADS);
    wiring.addStore(StoreNames.DETAILS, StateForms.SPREAD_ROW);
    wiring.addStore(StoreNames.EXECUTABLE_CLUSTERS, ClusterForms.ROW);
    List<String> stores = new ArrayList<>(known.stores());
    stores.addAll(
        List.of(
            StoreNames.SESSIONS,
            StoreNames.SIGHTINGS,
            StoreNames.SPREADS,
            StoreNames.DETAILS,
            StoreNames.EXECUTABLE_CLUSTERS));
    return observed
        .repartition(wiring.byExecutable("anomalies", IncidentForms.OUTCOME))
        .process(
            () -> new CorrelationProcessor(wiring.settings(), known, wiring.together()),
            Named.as("anomaly-correlate"),
            stores.toArray(String[]::new));
  }
}
