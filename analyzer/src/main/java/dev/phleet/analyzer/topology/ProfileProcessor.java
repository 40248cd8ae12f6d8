package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.ProfileChange;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.ProfileLedger;
import dev.phleet.analyzer.fleet.ProfileShare;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.schemas.event.ProfileState;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The {@link ProfileLedger} on a state store: profile states by profile in, changes by executable
 * out.
 */
final class ProfileProcessor
    implements Processor<byte[], Accepted<ProfileState>, String, ProfileChange> {
  private ProcessorContext<String, ProfileChange> context;
  private ProfileLedger<ProfileShare, ProfileChange> ledger;

  @Override
  public void init(ProcessorContext<String, ProfileChange> newContext) {
    context = newContext;
    ledger =
        new ProfileLedger<>(
            new StoredProfiles("", context.getStateStore(StoreNames.PROFILES)),
            new MetricsTally(context),
            ProfileChange::new);
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
}
