package dev.phleet.schemas;

import dev.phleet.schemas.Topic.Cleanup;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.CollectorStatus;
import dev.phleet.schemas.event.FleetProfile;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.event.NewSequence;
import dev.phleet.schemas.event.ProfilePairs;
import dev.phleet.schemas.event.ProfileState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every topic of phleet. */
public final class Topics {

  /** What stands before every topic name unless it is configured. */
  public static final String DEFAULT_PREFIX = "phleet.";

  // The same for every topic of events, so that Kafka Streams may join any two of them.
  private static final int PARTITIONS = 6;

  /** A call that a normal profile had never seen in that context. */
  public static final Topic<Anomaly> ANOMALIES =
      deleted("anomalies", Anomaly.class, "host id", 30, PARTITIONS);

  /** The latest state of every profile on every host; a null value when it is gone. */
  public static final Topic<ProfileState> PROFILE_STATES =
      compacted("profile-states", ProfileState.class, "host id/profile key (16 hex digits)");

  /** All lookahead pairs of every profile on every host; a null value when it is gone. */
  public static final Topic<ProfilePairs> PROFILE_PAIRS =
      compacted("profile-pairs", ProfilePairs.class, "host id/profile key (16 hex digits)");

  /** Lookahead pairs that a host has just learned. */
  public static final Topic<NewSequence> NEW_SEQUENCES =
      deleted("new-sequences", NewSequence.class, "executable id", 7, PARTITIONS);

  /** Heartbeat of every collector: version, scope, counters, and every kind of loss. */
  public static final Topic<CollectorStatus> COLLECTORS =
      compacted("collectors", CollectorStatus.class, "host id");

  /** What the analyzer concluded; opened, updated, closed. */
  public static final Topic<Incident> INCIDENTS =
      new Topic<>(
          "incidents",
          Incident.class,
          "incident id",
          Cleanup.COMPACT_AND_DELETE,
          Optional.of(Duration.ofDays(90)),
          PARTITIONS);

  /** Who has taken note of which incident; a null value takes it back. */
  public static final Topic<Acknowledgement> ACKNOWLEDGEMENTS =
      new Topic<>(
          "acknowledgements",
          Acknowledgement.class,
          "incident id",
          Cleanup.COMPACT_AND_DELETE,
          Optional.of(Duration.ofDays(90)),
          PARTITIONS);

  /** One program as the whole fleet knows it. */
  public static final Topic<FleetProfile> FLEET_PROFILES =
      compacted("fleet-profiles", FleetProfile.class, "executable id");

  /** What could not be read, as it came, with the reason in the headers. */
  public static final Topic<byte[]> DEAD_LETTERS =
      deleted("dead-letters", byte[].class, "as received", 7, 1);

  /**
   * Incidents, and anomalies when that is wanted, as OCSF Detection Findings: JSON, one object a
   * record, without a schema in the registry. Only there when the analyzer's {@code ocsf.findings}
   * asks for it, and so not one of {@link #all()}.
   */
  public static final Topic<String> OCSF =
      deleted(
          "ocsf",
          String.class,
          "finding uid: incident id, or host id/run id/sequence number of an anomaly",
          30,
          PARTITIONS);

  private static final List<Topic<?>> ALL =
      List.of(
          ANOMALIES,
          PROFILE_STATES,
          PROFILE_PAIRS,
          NEW_SEQUENCES,
          COLLECTORS,
          INCIDENTS,
          ACKNOWLEDGEMENTS,
          FLEET_PROFILES,
          DEAD_LETTERS);

  private Topics() {}

  /** Every topic that is always there, in the order of the documentation. */
  public static List<Topic<?>> all() {
    return ALL;
  }

  /**
   * The topic of that name.
   *
   * @param name name without the prefix
   */
  public static Optional<Topic<?>> named(String name) {
    return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }

  private static <V> Topic<V> deleted(
      String name, Class<V> type, String key, int days, int partitions) {
    return new Topic<>(
        name, type, key, Cleanup.DELETE, Optional.of(Duration.ofDays(days)), partitions);
  }

  private static <V> Topic<V> compacted(String name, Class<V> type, String key) {
    return new Topic<>(name, type, key, Cleanup.COMPACT, Optional.empty(), PARTITIONS);
  }
}
