package dev.phleet.analyzer.correlation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the spread rule keeps what it remembers. */
public interface SpreadState {
  /** The sessions of a signature; {@link SignatureTrack#EMPTY} when there is none. */
  SignatureTrack track(SignatureKey key);

  /** Keeps the sessions of a signature; forgets it when there is none left. */
  void putTrack(SignatureKey key, SignatureTrack track);

  /** Every signature. */
  void eachTrack(Consumer<SignatureKey> visitor);

  /** What a host showed of a session. */
  Optional<HostTrack> host(SessionKey key, String hostId);

  /** Keeps what a host showed. */
  void putHost(SessionKey key, HostTrack track);

  /** All hosts of a session, sorted by host id. */
  List<HostTrack> hosts(SessionKey key);

  /** Forgets all hosts of a session. */
  void forgetHosts(SessionKey key);

  /** The remembered incidents of an executable. */
  List<Spread> spreads(String executableId);

  /** Keeps the incidents of an executable; forgets it when there is none. */
  void putSpreads(String executableId, Collection<Spread> spreads);

  /** Every executable that has incidents. */
  void eachExecutable(Consumer<String> visitor);
}
