package dev.phleet.analyzer.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the profiles of one executable on one host contribute; nearly always there is one.
 *
 * @param byProfile by profile key
 */
public record HostShares(Map<Long, KnownShare> byProfile) {
  /** A host without a profile. */
  public static final HostShares NONE = new HostShares(Map.of());

  /** Copies the map. */
  public HostShares {
    byProfile = Map.copyOf(byProfile);
  }

  KnownShare of(long profileKey) {
    return byProfile.get(profileKey);
  }

  /** Whether a path is that of no other profile. */
  boolean isFirst(long profileKey, String path) {
    for (Map.Entry<Long, KnownShare> each : byProfile.entrySet()) {
      if (each.getKey() != profileKey && each.getValue().share().path().equals(path)) {
        return false;
      }
    }
    return true;
  }

  /** The same with another share of one profile, or without it when that is empty. */
  HostShares with(long profileKey, Optional<KnownShare> share) {
    boolean alone = byProfile.isEmpty() || (byProfile.size() == 1 && of(profileKey) != null);
    if (alone) {
      return share.map(s -> new HostShares(Map.of(profileKey, s))).orElse(NONE);
    }
    Map<Long, KnownShare> all = new HashMap<>(byProfile);
    all.remove(profileKey);
    share.ifPresent(s -> all.put(profileKey, s));
    return new HostShares(all);
  }
}
