package dev.phleet.analyzer.correlation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Where the spread rule keeps what it remembers. */
public interface SpreadState {
  /** The sessions of a signature; {@link SignatureTrack#EMPTY} when there is none. */
  SignatureTrack track(SignatureKey key);

  /** Keeps the sessions of a signature; forgets it when there is none left. */
  void putTrack(SignatureKey key, SignatureTrack track);

  /** Every signature. */
  void eachTrack(BiConsumer<SignatureKey, SignatureTrack> visitor);

  /** Begins a group, of which nothing is known, with what its first host showed. */
  void begin(GroupKey group, HostTrack track, Exhibit exhibit);

  /** What a host showed of a group. */
  Optional<HostTrack> host(GroupKey group, String hostId);

  /** Keeps what a host showed. */
  void putHost(GroupKey group, HostTrack track);

  /** All hosts of a group, sorted by host id. */
  List<HostTrack> hosts(GroupKey group);

  /** Forgets a host of a group. */
  void forgetHost(GroupKey group, String hostId);

  /** The exhibit of a group. */
  Optional<Exhibit> exhibit(GroupKey group);

  /** Keeps the exhibit of a group. */
  void putExhibit(GroupKey group, Exhibit exhibit);

  /** Forgets hosts and exhibit of a group. */
  void forgetParts(GroupKey group);

  /** The members of a spread, in no particular order. */
  List<SharedSession> members(GroupKey spread);

  /** Whether a session is a member. */
  boolean hasMember(GroupKey spread, SessionKey member);

  /** Keeps a member. */
  void putMember(GroupKey spread, SharedSession member);

  /** Forgets a member. */
  void forgetMember(GroupKey spread, SessionKey member);

  /** The groups of the spreads of an executable in which a host was seen. */
  List<String> spreadsOf(String executableId, String hostId);

  /** Keeps them; forgets the host when there is none left. */
  void putSpreadsOf(String executableId, String hostId, Collection<String> groups);

  /** The sessions of an executable in which a host waits for others; sorted. */
  List<Waiting> waiting(String executableId, String hostId);

  /** Keeps them; forgets the host when there is none left. */
  void putWaiting(String executableId, String hostId, List<Waiting> sorted);

  /** The remembered incidents of an executable. */
  List<Spread> spreads(String executableId);

  /** Keeps the incidents of an executable; forgets it when there is none. */
  void putSpreads(String executableId, Collection<Spread> spreads);

  /** Every executable that has incidents. */
  void eachExecutable(Consumer<String> visitor);
}
