package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.FleetChanges;
import dev.phleet.analyzer.fleet.KnownShare;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.RecurringTexts;
import dev.phleet.analyzer.fleet.ShareLedger;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.analyzer.version.VersionChange;
import dev.phleet.schemas.event.ProfileState;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The {@link ShareLedger} on state stores: profile states by profile in; once a commit, sums by
 * executable and moves by path out.
 */
final class ProfileProcessor
    implements Processor<byte[], Accepted<ProfileState>, String, ProfileNews> {
  private final WriteBack together;
  private final FleetChanges changes = new FleetChanges();
  private final RecurringTexts texts = new RecurringTexts();
  private final Batches<VersionChange> moves = new Batches<>();
  private ProcessorContext<String, ProfileNews> context;
  private ShareLedger ledger;
  private Outbox outbox;

  ProfileProcessor(WriteBack together) {
    this.together = together;
  }

  @Override
  public void init(ProcessorContext<String, ProfileNews> newContext) {
    context = newContext;
    outbox = new Outbox(context, together, this::send);
    ledger =
        new ShareLedger(
            new StoredShares(
                context.getStateStore(StoreNames.SHARES),
                new StoredProfiles("", context.getStateStore(StoreNames.PROFILES))),
            changes,
            new MetricsTally(context));
  }

  @Override
  public void process(Record<byte[], Accepted<ProfileState>> record) {
    ProfileId id = ProfileId.parse(record.value().key()).orElseThrow();
    ProfileState state = record.value().event();
    Optional<ShareLedger.Step> step =
        state == null
            ? ledger.remove(id)
            : ledger.put(id, texts.same(state.getExecutable().getId()), known(state));
    if (step.isEmpty()) {
      return;
    }
    if (step.get().moves()) {
      Moves.of(id, step.get(), state, record.timestamp())
          .forEach(move -> moves.add(move.path(), move));
    }
    outbox.fill();
    if (changes.isLarge()) {
      send();
    }
  }

  private void send() {
    changes.take((executable, change) -> forward(executable, new ProfileNews.Changed(change)));
    moves.take((path, some) -> forward(path, new ProfileNews.Moved(some)));
  }

  private void forward(String key, ProfileNews news) {
    context.forward(new Record<>(key, news, context.currentSystemTimeMs()));
  }

  @Override
  public void close() {
    changes.clear();
    moves.clear();
    outbox.close();
  }

  private KnownShare known(ProfileState state) {
    return new KnownShare(
        Readings.share(state, texts.same(state.getExecutable().getPath())),
        texts.same(state.getSource().getRunId()),
        state.getSource().getSequence());
  }
}
