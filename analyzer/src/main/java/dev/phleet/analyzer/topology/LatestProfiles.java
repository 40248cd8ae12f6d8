package dev.phleet.analyzer.topology;

import dev.phleet.schemas.event.FleetProfile;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps what was last published of every executable, so that it can be asked for. */
final class LatestProfiles implements FixedKeyProcessor<String, FleetProfile, FleetProfile> {
  static final StateSerde<FleetProfile> FORM = form();

  private FixedKeyProcessorContext<String, FleetProfile> context;
  private KeyValueStore<String, FleetProfile> latest;

  private static StateSerde<FleetProfile> form() {
    EventForm<FleetProfile> event =
        new EventForm<>(FleetProfile.class, FleetProfile.getClassSchema());
    return new StateSerde<>("fleet-profile", 1, event::write, event::read);
  }

  @Override
  public void init(FixedKeyProcessorContext<String, FleetProfile> newContext) {
    context = newContext;
    latest = context.getStateStore(StoreNames.LATEST);
  }

  @Override
  public void process(FixedKeyRecord<String, FleetProfile> record) {
    latest.put(record.key(), record.value());
    context.forward(record);
  }
}
