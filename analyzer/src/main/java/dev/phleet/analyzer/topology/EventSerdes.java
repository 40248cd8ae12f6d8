package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.intake.PairsRecordReader;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.ProfileState;
import dev.phleet.schemas.registry.RegistryClient;
import dev.phleet.schemas.serde.AvroSerde;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * How the events on the topics are read and written. Made once and shared, so that a schema is
 * asked for once.
 *
 * @param anomaly topic anomalies
 * @param profileState topic profile-states
 * @param profilePairs topic profile-pairs
 * @param collectorStatus topic collectors
 * @param acknowledgement topic acknowledgements
 * @param incident topic incidents
 * @param fleetProfile topic fleet-profiles
 */
public record EventSerdes(
    Serde<Anomaly> anomaly,
    Serde<ProfileState> profileState,
    Serde<ProfilePairs> profilePairs,
    Serde<CollectorStatus> collectorStatus,
    Serde<Acknowledgement> acknowledgement,
    Serde<Incident> incident,
    Serde<FleetProfile> fleetProfile) {

  /** With the registry that a Kafka client's configuration names. */
  public static EventSerdes of(Map<String, ?> configs) {
    return new EventSerdes(
        AvroSerde.of(Anomaly.class, configs),
        AvroSerde.of(ProfileState.class, configs),
        pairs(configs),
        AvroSerde.of(CollectorStatus.class, configs),
        AvroSerde.of(Acknowledgement.class, configs),
        AvroSerde.of(Incident.class, configs),
        AvroSerde.of(FleetProfile.class, configs));
  }

  private static Serde<ProfilePairs> pairs(Map<String, ?> configs) {
    Serde<ProfilePairs> serde = new AvroSerde<>(ProfilePairs.class, PairsRecordReader::new);
    serde.configure(configs, false);
    return serde;
  }

  /** With this registry. */
  public static EventSerdes of(RegistryClient registry) {
    return new EventSerdes(
        new AvroSerde<>(Anomaly.class, registry),
        new AvroSerde<>(ProfileState.class, registry),
        new AvroSerde<>(ProfilePairs.class, registry, PairsRecordReader::new),
        new AvroSerde<>(CollectorStatus.class, registry),
        new AvroSerde<>(Acknowledgement.class, registry),
        new AvroSerde<>(Incident.class, registry),
        new AvroSerde<>(FleetProfile.class, registry));
  }
}
