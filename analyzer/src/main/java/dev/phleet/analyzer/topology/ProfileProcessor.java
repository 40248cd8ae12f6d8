package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.ProfileChange;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.ProfileLedger;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.schemas.event.ProfileState;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The {@link ProfileLedger} on a state store: profile states by profile in, changes by executable
 * out.
 */
final class ProfileProcessor
    implements Processor<byte[], Accepted<ProfileState>, String, ProfileChange> {
  private ProcessorContext<String, ProfileChange> context;
  private ProfileLedger ledger;

  @Override
  public void init(ProcessorContext<String, ProfileChange> newContext) {
    context = newContext;
    ledger =
        new ProfileLedger(
            new Stored(context.getStateStore(StoreNames.PROFILES)), new MetricsTally(context));
  }

  @Override
  public void process(Record<byte[], Accepted<ProfileState>> record) {
    ProfileId id = ProfileId.parse(record.value().key()).orElseThrow();
    for (ProfileChange change : changes(id, record.value().event())) {
      context.forward(new Record<>(change.executableId(), change, record.timestamp()));
    }
  }

  private List<ProfileChange> changes(ProfileId id, ProfileState state) {
    if (state == null) {
      return ledger.remove(id);
    }
    KnownProfile now =
        new KnownProfile(
            state.getExecutable().getId(),
            state.getSource().getRunId(),
            state.getSource().getSequence());
    return ledger.put(id, now, Readings.share(state));
  }

  private record Stored(KeyValueStore<String, KnownProfile> store) implements ProfileLedger.Known {
    @Override
    public Optional<KnownProfile> get(ProfileId id) {
      return Optional.ofNullable(store.get(id.topicKey()));
    }

    @Override
    public void put(ProfileId id, Optional<KnownProfile> profile) {
      store.put(id.topicKey(), profile.orElse(null));
    }
  }
}
