package dev.phleet.analyzer.fleet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What profiles contribute without a store, for tests of the plain classes. */
final class InMemoryShareState implements ShareState {
  private final Map<List<String>, HostShares> shares = new HashMap<>();
  private final Map<ProfileId, KnownProfile> profiles = new HashMap<>();

  @Override
  public HostShares shares(String executableId, String hostId) {
    return shares.getOrDefault(List.of(executableId, hostId), HostShares.NONE);
  }

  @Override
  public void putShares(String executableId, String hostId, HostShares all) {
    shares.put(List.of(executableId, hostId), all);
    shares.values().removeIf(some -> some.byProfile().isEmpty());
  }

  @Override
  public Optional<KnownProfile> profile(ProfileId id) {
    return Optional.ofNullable(profiles.get(id));
  }

  @Override
  public void putProfile(ProfileId id, Optional<KnownProfile> profile) {
    profile.ifPresentOrElse(p -> profiles.put(id, p), () -> profiles.remove(id));
  }

  /** How many things are remembered. */
  int size() {
    return shares.size() + profiles.size();
  }
}
