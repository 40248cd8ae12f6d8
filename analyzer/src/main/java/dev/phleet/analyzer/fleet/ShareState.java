package dev.phleet.analyzer.fleet;

import java.util.Optional;

/** Where a {@link ShareLedger} keeps what it knows. Grows with profiles, not with events. */
public interface ShareState {
  /** What a host's profiles contribute to an executable; {@link HostShares#NONE} when nothing. */
  HostShares shares(String executableId, String hostId);

  /** Keeps what a host's profiles contribute; forgets the host when that is nothing. */
  void putShares(String executableId, String hostId, HostShares shares);

  /** Where a profile came to when it last moved, if it is known. */
  Optional<KnownProfile> profile(ProfileId id);

  /** Keeps where a profile has come to; forgets it when empty. */
  void putProfile(ProfileId id, Optional<KnownProfile> profile);
}
