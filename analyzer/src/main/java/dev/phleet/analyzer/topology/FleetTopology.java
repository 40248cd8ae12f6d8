package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Observation;
import dev.phleet.analyzer.fleet.ProfileChange;
import dev.phleet.analyzer.intake.EventCheck;
import dev.phleet.analyzer.intake.Fault;
import dev.phleet.analyzer.intake.Verdict;
import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.analyzer.topology.Read.Rejected;
import dev.phleet.schemas.Topic;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.ProfileState;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * The data path of the analyzer, in one place.
 *
 * <pre>
 * anomalies -> read -> deliver (once, gaps) -> by executable -> spread -> incidents
 * profile-states -> read -> ledger -> by executable -> fleet -> fleet-profiles
 * what cannot be read, of both -> dead-letters
 * </pre>
 *
 * Each path goes through one repartition topic, because its two halves need other keys: the runs of
 * a host (and their gaps) can be told only where all events of the host pass, a spread only where
 * all hosts of an executable do.
 */
public final class FleetTopology {
  private final TopologySettings settings;
  private final EventSerdes serdes;
  private final RegistryPatience patience;
  private final StreamsBuilder builder = new StreamsBuilder();

  private FleetTopology(TopologySettings settings, EventSerdes serdes, RegistryPatience patience) {
    this.settings = settings;
    this.serdes = serdes;
    this.patience = patience;
  }

  /** Builds it. */
  public static Topology build(
      TopologySettings settings, EventSerdes serdes, RegistryPatience patience) {
    return new FleetTopology(settings, serdes, patience).build();
  }

  private Topology build() {
    Map<String, KStream<byte[], Read<Anomaly>>> anomalies =
        read("anomaly", Topics.ANOMALIES, this::anomalyRules);
    Map<String, KStream<byte[], Read<ProfileState>>> states =
        read("profile", Topics.PROFILE_STATES, this::stateRules);
    correlate(anomalies.get("anomaly-is-accepted"));
    aggregate(states.get("profile-is-accepted"));
    bury("anomaly", anomalies.get("anomaly-is-rejected"));
    bury("profile", states.get("profile-is-rejected"));
    return builder.build();
  }

  private <T> Map<String, KStream<byte[], Read<T>>> read(
      String name, Topic<T> topic, Function<LongSupplier, RecordReader.Rules<T>> rules) {
    return builder.stream(
            topic.nameWith(settings.prefix()),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withTimestampExtractor(new ArrivalTime())
                .withName(name + "-source"))
        .process(() -> new RecordReader<>(rules, patience), Named.as(name + "-read"))
        .split(Named.as(name + "-is-"))
        .branch((key, read) -> read instanceof Accepted, Branched.as("accepted"))
        .defaultBranch(Branched.as("rejected"));
  }

  private RecordReader.Rules<Anomaly> anomalyRules(LongSupplier clock) {
    Verdict missing = new Verdict(Fault.NO_VALUE, "the record has no value");
    return new RecordReader.Rules<>(
        Topics.ANOMALIES.nameWith(settings.prefix()),
        serdes.anomaly().deserializer(),
        new EventCheck(settings.ahead(), clock)::check,
        key -> Optional.of(missing));
  }

  private RecordReader.Rules<ProfileState> stateRules(LongSupplier clock) {
    EventCheck check = new EventCheck(settings.ahead(), clock);
    return new RecordReader.Rules<>(
        Topics.PROFILE_STATES.nameWith(settings.prefix()),
        serdes.profileState().deserializer(),
        check::check,
        check::checkTombstone);
  }

  private void correlate(KStream<byte[], Read<Anomaly>> accepted) {
    addStore(StoreNames.ORIGIN, Serdes.Long());
    addStore(StoreNames.DELIVERIES, LedgerForms.HOST_RUNS);
    addStore(StoreNames.SESSIONS, StateForms.TRACK);
    addStore(StoreNames.SIGHTINGS, StateForms.HOST_TRACK);
    addStore(StoreNames.SPREADS, StateForms.SPREADS);
    Map<String, KStream<String, Outcome>> outcomes =
        accepted
            .mapValues(read -> ((Accepted<Anomaly>) read).event(), Named.as("anomaly-event"))
            .process(
                () -> new DeliveryProcessor(settings.delivery(), settings.tick()),
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
    KStream<String, Incident> spreads = spread(outcomes.get("delivery-is-observed"));
    publish("gap", Topics.INCIDENTS, gaps, serdes.incident());
    publish("spread", Topics.INCIDENTS, spreads, serdes.incident());
  }

  private KStream<String, Incident> spread(KStream<String, Outcome> observed) {
    KStream<String, Observation> byExecutable =
        observed
            .mapValues(o -> ((Outcome.Observed) o).observation(), Named.as("anomaly-observation"))
            .repartition(
                Repartitioned.with(Serdes.String(), StateForms.OBSERVATION)
                    .withName("anomalies-by-executable"));
    return byExecutable.process(
        () -> new SpreadProcessor(settings.spread(), settings.tick()),
        Named.as("anomaly-spread"),
        StoreNames.SESSIONS,
        StoreNames.SIGHTINGS,
        StoreNames.SPREADS);
  }

  private void aggregate(KStream<byte[], Read<ProfileState>> accepted) {
    addStore(StoreNames.PROFILES, LedgerForms.KNOWN_PROFILE);
    addStore(StoreNames.SUMMARIES, LedgerForms.SUMMARY);
    addStore(StoreNames.SHARES, LedgerForms.SHARE);
    addStore(StoreNames.TALLIES, Serdes.Long());
    KStream<String, ProfileChange> byExecutable =
        accepted
            .mapValues(read -> (Accepted<ProfileState>) read, Named.as("profile-event"))
            .process(ProfileProcessor::new, Named.as("profile-ledger"), StoreNames.PROFILES)
            .repartition(
                Repartitioned.with(Serdes.String(), LedgerForms.CHANGE)
                    .withName("profiles-by-executable"));
    KStream<String, FleetProfile> profiles =
        byExecutable.process(
            () -> new FleetProcessor(settings.fleetInterval()),
            Named.as("profile-fleet"),
            StoreNames.SUMMARIES,
            StoreNames.SHARES,
            StoreNames.TALLIES);
    publish("fleet", Topics.FLEET_PROFILES, profiles, serdes.fleetProfile());
  }

  private <T> void bury(String name, KStream<byte[], Read<T>> rejected) {
    rejected
        .mapValues(read -> ((Rejected<T>) read).bytes(), Named.as(name + "-bytes"))
        .to(
            Topics.DEAD_LETTERS.nameWith(settings.prefix()),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName(name + "-to-dead-letters"));
  }

  private <V> void publish(String name, Topic<V> topic, KStream<String, V> stream, Serde<V> serde) {
    stream.to(
        topic.nameWith(settings.prefix()),
        Produced.with(Serdes.String(), serde).withName(name + "-to-" + topic.name()));
  }

  /** Nothing is cached: an incident must not wait for a cache to be flushed. */
  private <V> void addStore(String name, Serde<V> serde) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serde)
            .withLoggingEnabled(Map.of())
            .withCachingDisabled());
  }
}
