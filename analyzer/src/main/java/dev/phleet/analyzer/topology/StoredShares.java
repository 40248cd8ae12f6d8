package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.HostShares;
import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.ShareState;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What profiles contribute, in two stores divided by host. The parts of a key are separated by a
 * zero.
 *
 * @param shares {@link StoreNames#SHARES}
 * @param profiles which profiles each host has
 */
record StoredShares(KeyValueStore<String, HostShares> shares, StoredProfiles profiles)
    implements ShareState {
  private static final char ZERO = '\0';

  @Override
  public HostShares shares(String executableId, String hostId) {
    if (!profiles.have(hostId, executableId)) {
      return HostShares.NONE;
    }
    HostShares found = shares.get(key(executableId, hostId));
    return found == null ? HostShares.NONE : found;
  }

  @Override
  public void putShares(String executableId, String hostId, HostShares all) {
    shares.put(key(executableId, hostId), all.byProfile().isEmpty() ? null : all);
  }

  private static String key(String executableId, String hostId) {
    return executableId + ZERO + hostId;
  }

  @Override
  public Optional<KnownProfile> profile(ProfileId id) {
    return profiles.get(id);
  }

  @Override
  public void putProfile(ProfileId id, Optional<KnownProfile> profile) {
    profiles.put(id, profile);
  }
}
