package dev.phleet.analyzer.topology;

import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Incident;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.kstream.KStream;

/** From what the rules conclude to the topic incidents. */
final class IncidentPath {
  private final Wiring wiring;

  IncidentPath(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Builds it over the streams of incidents, by the name of what concludes them. */
  void build(Map<String, KStream<String, Incident>> concluded) {
    new TreeMap<>(concluded)
        .forEach(
            (name, incidents) ->
                wiring.publish(name, Topics.INCIDENTS, incidents, wiring.serdes().incident()));
  }
}
