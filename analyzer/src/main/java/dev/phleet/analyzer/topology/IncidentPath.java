package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.incident.DeskEntry;
import dev.phleet.analyzer.intake.EventCheck;
import dev.phleet.analyzer.ocsf.FindingChoice;
import dev.phleet.analyzer.ocsf.IncidentFinding;
import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Incident;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * From what the rules conclude, and what people say to it, to the topic incidents.
 *
 * <pre>
 * conclusions, acknowledgements -> by incident -> desk -> incidents
 * </pre>
 *
 * Both go through one repartition topic, so that one task sees all of an incident however many
 * partitions the topic acknowledgements has.
 */
final class IncidentPath {
  private final Wiring wiring;

  IncidentPath(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Builds it over the streams of conclusions, by the name of what concludes them. */
  void build(Map<String, KStream<String, Incident>> concluded) {
    wiring.addStore(StoreNames.INCIDENTS, IncidentForms.INCIDENT);
    wiring.addStore(StoreNames.EARLY_ACKNOWLEDGEMENTS, IncidentForms.ACKNOWLEDGEMENT);
    KStream<String, DeskEntry> entries = notes();
    for (var conclusions : new TreeMap<>(concluded).entrySet()) {
      String name = conclusions.getKey();
      KStream<String, DeskEntry> some =
          conclusions
              .getValue()
              .mapValues(
                  incident -> (DeskEntry) new DeskEntry.Conclusion(incident),
                  Named.as(name + "-conclusion"));
      entries = entries.merge(some, Named.as("entries-with-" + name));
    }
    KStream<String, Incident> incidents =
        entries
            .repartition(
                Repartitioned.with(Serdes.String(), IncidentForms.ENTRY)
                    .withName("entries-by-incident"))
            .process(
                () ->
                    new IncidentProcessor(wiring.settings().incidentRetention(), wiring.together()),
                Named.as("incident-desk"),
                StoreNames.INCIDENTS,
                StoreNames.EARLY_ACKNOWLEDGEMENTS);
    wiring.publish("incident", Topics.INCIDENTS, incidents, wiring.serdes().incident());
    if (wiring.settings().findings() != FindingChoice.NONE) {
      wiring.find("incident", incidents, IncidentFinding::json);
    }
  }

  private KStream<String, DeskEntry> notes() {
    return wiring
        .read("acknowledgement", "acknowledgement-entry", Topics.ACKNOWLEDGEMENTS, this::rules)
        .map((key, read) -> entry(read), Named.as("acknowledgement-entry"));
  }

  private static KeyValue<String, DeskEntry> entry(Accepted<Acknowledgement> read) {
    return KeyValue.pair(
        read.key(), new DeskEntry.Noted(read.key(), Optional.ofNullable(read.event())));
  }

  private RecordReader.Rules<Acknowledgement> rules(LongSupplier clock) {
    EventCheck check = new EventCheck(wiring.settings().ahead(), clock);
    return new RecordReader.Rules<>(
        wiring.topic(Topics.ACKNOWLEDGEMENTS),
        wiring.serdes().acknowledgement().deserializer(),
        check::check,
        check::checkIncident);
  }
}
