package dev.phleet.analyzer.fleet;

import dev.phleet.schemas.event.FleetProfile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps one profile for each executable, as the whole fleet knows it: the old share is taken out,
 * the new one put in.
 */
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

  /** Takes news of one profile. */
  public void apply(ProfileChange change) {
    String executable = change.executableId();
    ProfileId id = change.profile();
    Map<Long, ProfileShare> before = state.shares(executable, id.hostId());
    ProfileShare old = before.get(id.profileKey());
    Map<Long, ProfileShare> after = new HashMap<>(before);
    after.remove(id.profileKey());
    change.share().ifPresent(share -> after.put(id.profileKey(), share));
    state.putShares(executable, id.hostId(), after);

    FleetSummary summary = state.summary(executable);
    summary =
        move(executable, summary, HostShare.of(before.values()), HostShare.of(after.values()));
    if (change.share().isPresent()) {
      ProfileShare share = change.share().get();
      summary = summary.seen(share, old == null ? 0 : share.anomaliesSince(old));
    }
    movePath(executable, Optional.ofNullable(old), change.share());
    state.putSummary(executable, Optional.of(summary));
    dirty.add(executable);
  }

  private FleetSummary move(
      String executable, FleetSummary from, Optional<HostShare> old, Optional<HostShare> now) {
    FleetSummary summary = from;
    if (old.isPresent()) {
      summary = summary.plus(old.get(), -1);
    }
    if (now.isPresent()) {
      summary = summary.plus(now.get(), 1);
    }
    if (!old.map(HostShare::pairs).equals(now.map(HostShare::pairs))) {
      old.ifPresent(share -> state.tallyPairs(executable, share.pairs(), -1));
      now.ifPresent(share -> state.tallyPairs(executable, share.pairs(), 1));
    }
    return summary;
  }

  private void movePath(String executable, Optional<ProfileShare> old, Optional<ProfileShare> now) {
    if (!old.map(ProfileShare::path).equals(now.map(ProfileShare::path))) {
      old.ifPresent(share -> state.tallyPath(executable, share.path(), -1));
      now.ifPresent(share -> state.tallyPath(executable, share.path(), 1));
    }
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
