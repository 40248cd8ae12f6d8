package dev.phleet.analyzer.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The profiles of one host and their executables. Profiles are many on a host and come together, so
 * they are kept in one row: what is new needs no look for what is not there.
 *
 * <p>Changes in place, which spares two hundred copies of two hundred entries when a host starts;
 * it belongs to the one thread that holds it.
 */
public final class HostProfiles {
  private final Map<Long, KnownProfile> profiles = new HashMap<>();
  private final Map<String, Integer> executables = new HashMap<>();

  /** The profile, if it is known. */
  public Optional<KnownProfile> get(long profileKey) {
    return Optional.ofNullable(profiles.get(profileKey));
  }

  /** Whether any profile is of that executable. */
  public boolean have(String executableId) {
    return executables.containsKey(executableId);
  }

  /** Keeps a profile; forgets it when empty. */
  public void put(long profileKey, Optional<KnownProfile> profile) {
    KnownProfile before =
        profile.isPresent() ? profiles.put(profileKey, profile.get()) : profiles.remove(profileKey);
    if (before != null) {
      count(before, -1);
    }
    profile.ifPresent(now -> count(now, 1));
  }

  private void count(KnownProfile profile, int change) {
    executables.merge(
        profile.executableId(), change, (one, two) -> one + two == 0 ? null : one + two);
  }

  /** How many profiles there are. */
  public int size() {
    return profiles.size();
  }

  /** Every profile, by its key. */
  public void each(BiConsumer<Long, KnownProfile> visitor) {
    profiles.forEach(visitor);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostProfiles that && profiles.equals(that.profiles);
  }

  @Override
  public int hashCode() {
    return profiles.hashCode();
  }
}
