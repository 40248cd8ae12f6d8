package dev.phleet.analyzer.fleet.view;

import dev.phleet.analyzer.fleet.ProfileShare;
import dev.phleet.schemas.event.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/** The hosts of an executable, out of what their profiles contribute. */
public final class ExecutableHosts {
  private static final List<State> SETTLING = List.of(State.TRAINING, State.FROZEN, State.NORMAL);

  private ExecutableHosts() {}

  /**
   * Each host, by id.
   *
   * @param shares what the profiles of each host contribute, at least one a host
   */
  public static List<ExecutableHost> of(SortedMap<String, List<ProfileShare>> shares) {
    List<ExecutableHost> hosts = new ArrayList<>();
    shares.forEach((hostId, profiles) -> hosts.add(of(hostId, profiles)));
    return hosts;
  }

  private static ExecutableHost of(String hostId, Collection<ProfileShare> profiles) {
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
