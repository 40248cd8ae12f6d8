package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.ProfileLedger;
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

/** The {@link ProfileLedger} of pairs: pairs by profile in, changes by executable out. */
final class PairsProcessor
    implements Processor<byte[], Accepted<ProfilePairs>, String, PairsChange> {
  /** No host id begins so. */
  private static final String PREFIX = "\1pairs/";

  /** Sets that are held as they are written: most hosts know what others know. Up to 3 MB. */
  private static final int ROOM = 2048;

  private record Content(String architecture, SetId set) {}

  private final Map<Content, WrittenContent> written = new LinkedHashMap<>(16, 0.75f, true);
  private ProcessorContext<String, PairsChange> context;
  private ProfileLedger<PairsShare, PairsChange> ledger;

  @Override
  public void init(ProcessorContext<String, PairsChange> newContext) {
    context = newContext;
    ledger =
        new ProfileLedger<>(
            new StoredProfiles(PREFIX, context.getStateStore(StoreNames.PROFILES)),
            new MetricsTally(context),
            PairsChange::new);
  }

  @Override
  public void process(Record<byte[], Accepted<ProfilePairs>> record) {
    ProfileId id = ProfileId.parse(record.value().key()).orElseThrow();
    for (PairsChange change : changes(id, record.value().event())) {
      context.forward(new Record<>(change.executableId(), change, record.timestamp()));
    }
  }

  private List<PairsChange> changes(ProfileId id, ProfilePairs pairs) {
    if (pairs == null) {
      return ledger.remove(id);
    }
    KnownProfile now =
        new KnownProfile(
            pairs.getExecutable().getId(),
            pairs.getExecutable().getPath(),
            pairs.getSource().getRunId(),
            pairs.getSource().getSequence());
    return ledger.put(id, now, withWritten(PairsReading.share(pairs)));
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
