package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.ProfileLedger;
import dev.phleet.analyzer.fleet.RecurringTexts;
import dev.phleet.analyzer.fleet.pairs.PairsChange;
import dev.phleet.analyzer.fleet.pairs.PairsShare;
import dev.phleet.analyzer.fleet.pairs.SetId;
import dev.phleet.analyzer.intake.PairsReading;
import dev.phleet.analyzer.topology.Read.Accepted;
import dev.phleet.schemas.event.ProfilePairs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The {@link ProfileLedger} of pairs: pairs by profile in; once a commit, changes by executable
 * out.
 */
final class PairsProcessor
    implements Processor<byte[], Accepted<ProfilePairs>, String, List<PairsChange>> {
  /** No host id begins so. */
  private static final String PREFIX = "\1pairs/";

  /** Sets that are held as they are written: most hosts know what others know. Up to 3 MB. */
  private static final int ROOM = 2048;

  private record Content(String architecture, SetId set) {}

  private final Map<Content, WrittenContent> written = new LinkedHashMap<>(16, 0.75f, true);
  private final RecurringTexts texts = new RecurringTexts();
  private final WriteBack together;
  private final Batches<PairsChange> batches = new Batches<>();
  private ProcessorContext<String, List<PairsChange>> context;
  private ProfileLedger<PairsShare, PairsChange> ledger;
  private StoredProfiles known;
  private Outbox outbox;

  PairsProcessor(WriteBack together) {
    this.together = together;
  }

  @Override
  public void init(ProcessorContext<String, List<PairsChange>> newContext) {
    context = newContext;
    outbox = new Outbox(context, together, this::send);
    known = new StoredProfiles(PREFIX, context.getStateStore(StoreNames.PROFILES));
    ledger = new ProfileLedger<>(known, new MetricsTally(context), PairsChange::new);
  }

  @Override
  public void process(Record<byte[], Accepted<ProfilePairs>> record) {
    ProfileId id = ProfileId.parse(record.value().key()).orElseThrow();
    for (PairsChange change : changes(id, record.value().event())) {
      batches.add(change.executableId(), change);
      outbox.fill();
    }
  }

  private void send() {
    batches.take(
        (executable, changes) ->
            context.forward(new Record<>(executable, changes, context.currentSystemTimeMs())));
  }

  @Override
  public void close() {
    batches.clear();
    outbox.close();
  }

  private List<PairsChange> changes(ProfileId id, ProfilePairs pairs) {
    if (pairs == null) {
      return ledger.remove(id);
    }
    KnownProfile now =
        new KnownProfile(
            texts.same(pairs.getExecutable().getId()),
            texts.same(pairs.getSource().getRunId()),
            pairs.getSource().getSequence());
    boolean first = !known.have(id.hostId(), now.executableId());
    List<PairsChange> changes = ledger.put(id, now, withWritten(PairsReading.share(pairs)));
    return first ? changes.stream().map(PairsProcessor::first).toList() : changes;
  }

  /** What comes is the host's first; what goes is not. */
  private static PairsChange first(PairsChange change) {
    return change.share().isPresent() ? change.asFirst() : change;
  }

  private PairsShare withWritten(PairsShare share) {
    WrittenContent content =
        written.computeIfAbsent(
            new Content(share.architecture(), share.set()),
            key -> WrittenContent.of(share.content()));
    if (written.size() > ROOM) {
      written.remove(written.keySet().iterator().next());
    }
    return new PairsShare(share.architecture(), share.state(), share.time(), share.set(), content);
  }
}
