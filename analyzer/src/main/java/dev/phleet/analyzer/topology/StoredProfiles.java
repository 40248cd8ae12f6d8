package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.ProfileLedger;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a ledger remembers, in a store.
 *
 * @param prefix what its keys start with: another ledger has rows in the same store
 * @param store {@link StoreNames#PROFILES}
 */
record StoredProfiles(String prefix, KeyValueStore<String, KnownProfile> store)
    implements ProfileLedger.Known {
  @Override
  public Optional<KnownProfile> get(ProfileId id) {
    return Optional.ofNullable(store.get(prefix + id.topicKey()));
  }

  @Override
  public void put(ProfileId id, Optional<KnownProfile> profile) {
    store.put(prefix + id.topicKey(), profile.orElse(null));
  }
}
