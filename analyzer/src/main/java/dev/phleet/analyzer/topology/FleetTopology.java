package dev.phleet.analyzer.topology;

import dev.phleet.schemas.event.Incident;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;

/**
 * The data path of the analyzer, in one place.
 *
 * <pre>
 * {@link AnomalyPath}   anomalies -> rules -> incidents
 * {@link ProfilePath}   profile-states, profile-pairs -> fleet-profiles, strangers
 * {@link HostPath}      collectors -> silence
 * {@link IncidentPath}  what the rules conclude -> incidents
 * </pre>
 *
 * What cannot be read goes to dead-letters on every path.
 */
public final class FleetTopology {
  private FleetTopology() {}

  /**
   * Builds it.
   *
   * @param answeredAtMillis when the broker last answered, by the machine's clock, milliseconds;
   *     while it does not, nobody is called silent
   */
  public static Topology build(
      TopologySettings settings,
      EventSerdes serdes,
      RegistryPatience patience,
      LongSupplier answeredAtMillis) {
    StreamsBuilder builder = new StreamsBuilder();
    WriteBack together = new WriteBack(settings.threads());
    Wiring wiring = new Wiring(builder, settings, serdes, patience, together);
    // Read by the rules and written by the fleet's knowledge, in one task.
    wiring.addStore(StoreNames.PAIRS, Serdes.ByteArray());
    Map<String, KStream<String, Incident>> concluded = new TreeMap<>();
    concluded.putAll(new AnomalyPath(wiring, PrevalenceSource.FLEET).build());
    concluded.put("stranger", new ProfilePath(wiring).build());
    concluded.put("silence", new HostPath(wiring, answeredAtMillis).build());
    new IncidentPath(wiring).build(concluded);
    return builder.build();
  }
}
