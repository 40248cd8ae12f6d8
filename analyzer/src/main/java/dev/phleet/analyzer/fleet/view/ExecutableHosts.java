package dev.phleet.analyzer.fleet.view;

import dev.phleet.analyzer.fleet.HostShares;
import dev.phleet.analyzer.fleet.KnownShare;
import dev.phleet.analyzer.fleet.ProfileShare;
import dev.phleet.schemas.event.State;
import java.util.Comparator;
import java.util.List;

/** The hosts of an executable, out of what their profiles contribute. */
public final class ExecutableHosts {
  private static final List<State> SETTLING = List.of(State.TRAINING, State.FROZEN, State.NORMAL);

  private ExecutableHosts() {}

  /** A host, out of what its profiles contribute, at least one. */
  public static ExecutableHost of(String hostId, HostShares shares) {
    List<ProfileShare> profiles =
        shares.byProfile().values().stream().map(KnownShare::share).toList();
    return new ExecutableHost(
        hostId,
        profiles.stream()
            .map(ProfileShare::state)
            .min(Comparator.comparingInt(SETTLING::indexOf))
            .orElseThrow(),
        profiles.stream().map(ProfileShare::path).distinct().sorted().toList(),
        profiles.stream().mapToLong(ProfileShare::calls).sum(),
        profiles.stream().mapToLong(ProfileShare::anomalies).sum(),
        profiles.stream().mapToInt(ProfileShare::pairs).max().orElse(0),
        profiles.stream().mapToLong(ProfileShare::firstSeen).min().orElse(0),
        profiles.stream().mapToLong(ProfileShare::lastSeen).max().orElse(0));
  }
}
