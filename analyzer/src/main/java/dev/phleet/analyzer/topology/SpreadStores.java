package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.Exhibit;
import dev.phleet.analyzer.correlation.GroupKey;
import dev.phleet.analyzer.correlation.HostTrack;
import dev.phleet.analyzer.correlation.SessionKey;
import dev.phleet.analyzer.correlation.SharedSession;
import dev.phleet.analyzer.correlation.SignatureKey;
import dev.phleet.analyzer.correlation.SignatureTrack;
import dev.phleet.analyzer.correlation.Spread;
import dev.phleet.analyzer.correlation.SpreadState;
import dev.phleet.analyzer.correlation.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The spread rule's state in four stores. The parts of a key are separated by a zero, which no
 * checked part contains. Signatures are digests of their executable, too: what is filed under one
 * does not name the executable in its key.
 *
 * @param sessions {@link StoreNames#SESSIONS}
 * @param groups hosts and exhibits
 * @param spreads {@link StoreNames#SPREADS}
 * @param details {@link StoreNames#DETAILS}
 */
record SpreadStores(
    KeyValueStore<String, TrackRow> sessions,
    SpreadGroups groups,
    KeyValueStore<String, List<Spread>> spreads,
    KeyValueStore<String, SpreadRow> details)
    implements SpreadState {
  private static final char ZERO = '\0';
  private static final String MEMBER = "member";
  private static final String HOST = "host";
  private static final String WAITING = "waiting";

  @Override
  public SignatureTrack track(SignatureKey key) {
    TrackRow row = sessions.get(key.signature());
    return row == null ? SignatureTrack.EMPTY : row.track();
  }

  @Override
  public void putTrack(SignatureKey key, SignatureTrack track) {
    boolean none = track.sessions().isEmpty();
    sessions.put(key.signature(), none ? null : new TrackRow(key.executableId(), track));
  }

  @Override
  public void eachTrack(BiConsumer<SignatureKey, SignatureTrack> visitor) {
    try (KeyValueIterator<String, TrackRow> all = sessions.all()) {
      all.forEachRemaining(
          entry ->
              visitor.accept(
                  new SignatureKey(entry.value.executableId(), entry.key), entry.value.track()));
    }
  }

  @Override
  public void begin(GroupKey group, HostTrack track, Exhibit exhibit) {
    groups.begin(group, track, exhibit);
  }

  @Override
  public Optional<HostTrack> host(GroupKey group, String hostId) {
    return groups.host(group, hostId);
  }

  @Override
  public void putHost(GroupKey group, HostTrack track) {
    groups.putHost(group, track);
  }

  @Override
  public void forgetHost(GroupKey group, String hostId) {
    groups.forgetHost(group, hostId);
  }

  @Override
  public List<HostTrack> hosts(GroupKey group) {
    return groups.hosts(group);
  }

  @Override
  public Optional<Exhibit> exhibit(GroupKey group) {
    return groups.exhibit(group);
  }

  @Override
  public void putExhibit(GroupKey group, Exhibit exhibit) {
    groups.putExhibit(group, exhibit);
  }

  @Override
  public void forgetParts(GroupKey group) {
    groups.forgetParts(group);
  }

  @Override
  public List<SharedSession> members(GroupKey spread) {
    List<SharedSession> members = new ArrayList<>();
    try (KeyValueIterator<String, SpreadRow> found =
        details.prefixScan(memberPrefix(spread), new StringSerializer())) {
      found.forEachRemaining(entry -> members.add(((SpreadRow.Member) entry.value).session()));
    }
    return members;
  }

  @Override
  public boolean hasMember(GroupKey spread, SessionKey member) {
    return details.get(memberKey(spread, member)) != null;
  }

  @Override
  public void putMember(GroupKey spread, SharedSession member) {
    details.put(memberKey(spread, member.key()), new SpreadRow.Member(member));
  }

  @Override
  public void forgetMember(GroupKey spread, SessionKey member) {
    details.put(memberKey(spread, member), null);
  }

  @Override
  public List<String> spreadsOf(String executableId, String hostId) {
    SpreadRow row = details.get(hostKey(executableId, hostId));
    return row == null ? List.of() : ((SpreadRow.Names) row).names();
  }

  @Override
  public void putSpreadsOf(String executableId, String hostId, Collection<String> groups) {
    details.put(
        hostKey(executableId, hostId),
        groups.isEmpty() ? null : new SpreadRow.Names(List.copyOf(groups)));
  }

  @Override
  public List<Waiting> waiting(String executableId, String hostId) {
    SpreadRow row = details.get(waitingKey(executableId, hostId));
    return row == null ? List.of() : ((SpreadRow.Waits) row).sorted();
  }

  @Override
  public void putWaiting(String executableId, String hostId, List<Waiting> sorted) {
    details.put(
        waitingKey(executableId, hostId),
        sorted.isEmpty() ? null : new SpreadRow.Waits(List.copyOf(sorted)));
  }

  @Override
  public List<Spread> spreads(String executableId) {
    List<Spread> found = spreads.get(executableId);
    return found == null ? List.of() : found;
  }

  @Override
  public void putSpreads(String executableId, Collection<Spread> all) {
    spreads.put(executableId, all.isEmpty() ? null : List.copyOf(all));
  }

  @Override
  public void eachExecutable(Consumer<String> visitor) {
    try (KeyValueIterator<String, List<Spread>> all = spreads.all()) {
      all.forEachRemaining(entry -> visitor.accept(entry.key));
    }
  }

  private static String memberPrefix(GroupKey spread) {
    return MEMBER + ZERO + spread.name() + ZERO;
  }

  private static String memberKey(GroupKey spread, SessionKey member) {
    String number = Long.toHexString(member.number());
    return memberPrefix(spread) + member.signature().signature() + ZERO + number;
  }

  private static String waitingKey(String executableId, String hostId) {
    return WAITING + ZERO + executableId + ZERO + hostId;
  }

  private static String hostKey(String executableId, String hostId) {
    return HOST + ZERO + executableId + ZERO + hostId;
  }
}
