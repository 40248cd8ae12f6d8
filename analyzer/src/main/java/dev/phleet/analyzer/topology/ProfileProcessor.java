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
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The {@link ProfileLedger} on a state store: profile states by profile in, changes by executable
 * out, and moves by path.
 */
final class ProfileProcessor
    implements Processor<byte[], Accepted<ProfileState>, String, ProfileNews> {
  private ProcessorContext<String, ProfileNews> context;
  private ProfileLedger.Known known;
  private ProfileLedger<ProfileShare, ProfileChange> ledger;

  @Override
  public void init(ProcessorContext<String, ProfileNews> newContext) {
    context = newContext;
    known = new StoredProfiles("", context.getStateStore(StoreNames.PROFILES));
    ledger = new ProfileLedger<>(known, new MetricsTally(context), ProfileChange::new);
  }

  @Override
  public void process(Record<byte[], Accepted<ProfileState>> record) {
    ProfileId id = ProfileId.parse(record.value().key()).orElseThrow();
    ProfileState state = record.value().event();
    Optional<KnownProfile> before = known.get(id);
    List<ProfileChange> changes =
        state == null ? ledger.remove(id) : ledger.put(id, known(state), Readings.share(state));
    for (ProfileChange change : changes) {
      forward(change.executableId(), new ProfileNews.Changed(change), record.timestamp());
    }
    if (!changes.isEmpty()) {
      Moves.between(id, before, state, record.timestamp())
          .forEach(move -> forward(move.path(), new ProfileNews.Moved(move), record.timestamp()));
    }
  }

  private void forward(String key, ProfileNews news, long timestamp) {
    context.forward(new Record<>(key, news, timestamp));
  }

  private static KnownProfile known(ProfileState state) {
    return new KnownProfile(
        state.getExecutable().getId(),
        state.getExecutable().getPath(),
        state.getSource().getRunId(),
        state.getSource().getSequence());
  }
}
