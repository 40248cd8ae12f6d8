package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.HostProfiles;
import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.ProfileLedger;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a ledger remembers, in a store with a row a host.
 *
 * @param prefix what its keys start with: another ledger has rows in the same store
 * @param store {@link StoreNames#PROFILES}
 */
record StoredProfiles(String prefix, KeyValueStore<String, HostProfiles> store)
    implements ProfileLedger.Known {
  @Override
  public Optional<KnownProfile> get(ProfileId id) {
    HostProfiles found = store.get(prefix + id.hostId());
    return found == null ? Optional.empty() : found.get(id.profileKey());
  }

  /** Whether any profile of a host is of that executable. */
  boolean have(String hostId, String executableId) {
    HostProfiles found = store.get(prefix + hostId);
    return found != null && found.have(executableId);
  }

  @Override
  public void put(ProfileId id, Optional<KnownProfile> profile) {
    String key = prefix + id.hostId();
    HostProfiles found = store.get(key);
    HostProfiles host = found == null ? new HostProfiles() : found;
    host.put(id.profileKey(), profile);
    store.put(key, host.size() == 0 ? null : host);
  }
}
