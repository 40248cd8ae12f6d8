package dev.phleet.analyzer.topology;

import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;

/**
 * The data path of the analyzer, in one place.
 *
 * <pre>
 * {@link AnomalyPath}   anomalies -> rules -> incidents
 * {@link ProfilePath}   profile-states -> fleet-profiles
 * {@link IncidentPath}  what the rules conclude -> incidents
 * </pre>
 *
 * What cannot be read goes to dead-letters on every path.
 */
public final class FleetTopology {
  private FleetTopology() {}

  /** Builds it. */
  public static Topology build(
      TopologySettings settings, EventSerdes serdes, RegistryPatience patience) {
    StreamsBuilder builder = new StreamsBuilder();
    Wiring wiring = new Wiring(builder, settings, serdes, patience);
    var incidents = new AnomalyPath(wiring).build();
    new ProfilePath(wiring).build();
    new IncidentPath(wiring).build(incidents);
    return builder.build();
  }
}
