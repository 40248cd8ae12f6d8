package dev.phleet.analyzer.fleet;

import dev.phleet.schemas.event.FleetProfile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps one profile for each executable, as the whole fleet knows it, out of what changes. */
public final class FleetKnowledge {
  private static final int PATHS = 16;

  private final FleetState state;
  private final Set<String> dirty = new LinkedHashSet<>();

  /** Knowledge over what {@code state} remembers. */
  public FleetKnowledge(FleetState state) {
    this.state = state;
  }

  /** Finds what was changed and not yet published before a restart; call once. */
  public void resume() {
    state.eachDirty(dirty::add);
  }

  /** Takes what some hosts have changed. */
  public void apply(String executable, FleetChange change) {
    change.pairs().forEach((pairs, hosts) -> state.tallyPairs(executable, pairs, hosts));
    change.paths().forEach((path, profiles) -> state.tallyPath(executable, path, profiles));
    state.putSummary(executable, Optional.of(state.summary(executable).plus(change)));
    dirty.add(executable);
  }

  /** Has an executable published again: something else about it has changed. */
  public void touch(String executable) {
    FleetSummary summary = state.summary(executable);
    if (summary.hosts() > 0) {
      state.putSummary(executable, Optional.of(summary.touched()));
      dirty.add(executable);
    }
  }

  /**
   * What has changed since the last call, by executable id; empty for one that no host has any
   * more.
   */
  public Map<String, Optional<FleetProfile>> takeChanged() {
    Map<String, Optional<FleetProfile>> changed = new LinkedHashMap<>();
    for (String executable : dirty) {
      FleetSummary summary = state.summary(executable);
      if (summary.hosts() > 0) {
        state.putSummary(executable, Optional.of(summary.published()));
        changed.put(executable, Optional.of(profile(executable, summary)));
      } else {
        state.putSummary(executable, Optional.empty());
        changed.put(executable, Optional.empty());
      }
    }
    dirty.clear();
    return changed;
  }

  private FleetProfile profile(String executable, FleetSummary summary) {
    return FleetProfile.newBuilder()
        .setExecutableId(executable)
        .setPaths(state.paths(executable, PATHS))
        .setHosts(summary.hosts())
        .setTraining(summary.training())
        .setFrozen(summary.frozen())
        .setNormal(summary.normal())
        .setCalls(summary.calls())
        .setAnomalies(summary.anomalies())
        .setMinPairs(state.fewestPairs(executable).orElse(0))
        .setMaxPairs(state.mostPairs(executable).orElse(0))
        .setFirstSeen(at(summary.firstSeen()))
        .setLastSeen(at(summary.lastSeen()))
        .build();
  }

  private static Instant at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
