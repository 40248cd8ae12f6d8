package dev.phleet.analyzer;

import dev.phleet.analyzer.topology.EventSerdes;
import dev.phleet.analyzer.topology.RegistryPatience;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.IncidentStatus;
import dev.phleet.schemas.event.IncidentType;
import dev.phleet.schemas.event.Severity;
import dev.phleet.schemas.registry.RegistryRefusedException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;

/**
 * Registers the schemas of what the analyzer writes before the first record needs them: a registry
 * that refuses one is said at the start, and one that is away later stops nothing.
 */
final class SchemaSetup {
  private SchemaSetup() {}

  /**
   * Registers them.
   *
   * @throws StartException when the registry refuses
   * @throws dev.phleet.schemas.registry.RegistryUnavailableException when it stays away
   */
  static void run(EventSerdes serdes, String prefix, RegistryPatience patience) {
    try {
      register(serdes.incident(), Topics.INCIDENTS.nameWith(prefix), incident(), patience);
      register(serdes.fleetProfile(), Topics.FLEET_PROFILES.nameWith(prefix), profile(), patience);
      // Else nobody could ask ksqlDB about acknowledgements before there is one.
      register(
          serdes.acknowledgement(),
          Topics.ACKNOWLEDGEMENTS.nameWith(prefix),
          new Acknowledgement("", "", Instant.EPOCH, ""),
          patience);
    } catch (RegistryRefusedException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private static <T> void register(
      Serde<T> serde, String topic, T record, RegistryPatience patience) {
    patience.ask(() -> serde.serializer().serialize(topic, record));
  }

  private static Incident incident() {
    // The lists too: Avro would make a default of records through a class it does not trust.
    return Incident.newBuilder()
        .setId("")
        .setRevision(0)
        .setType(IncidentType.OTHER)
        .setStatus(IncidentStatus.CLOSED)
        .setSeverity(Severity.LOW)
        .setTitle("")
        .setOpenedAt(Instant.EPOCH)
        .setUpdatedAt(Instant.EPOCH)
        .setHosts(List.of())
        .setSightings(List.of())
        .setCount(0)
        .setWindow(List.of())
        .setMismatches(List.of())
        .setEvidence(List.of())
        .setExecutables(List.of())
        .build();
  }

  private static FleetProfile profile() {
    return FleetProfile.newBuilder()
        .setExecutableId("")
        .setPaths(List.of())
        .setHosts(0)
        .setTraining(0)
        .setFrozen(0)
        .setNormal(0)
        .setCalls(0)
        .setAnomalies(0)
        .setMinPairs(0)
        .setMaxPairs(0)
        .setFirstSeen(Instant.EPOCH)
        .setLastSeen(Instant.EPOCH)
        .build();
  }
}
