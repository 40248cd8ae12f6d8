package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.fleet.ShareLedger;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.analyzer.version.VersionChange;
import dev.phleet.schemas.event.ProfileState;
import java.util.ArrayList;
import java.util.List;

/** Which executables come to and go from paths when a profile moves; most of its news do not. */
final class Moves {
  private static final long MICROS_PER_MILLI = 1000;

  private Moves() {}

  /**
   * What has moved.
   *
   * @param step where the profile was and where it is
   * @param now its state; null when it is gone
   * @param arrivedAtMillis the record's time, for a tombstone, which has none of its own
   */
  static List<VersionChange> of(
      ProfileId id, ShareLedger.Step step, ProfileState now, long arrivedAtMillis) {
    EventRef event = event(id, now, arrivedAtMillis);
    List<VersionChange> moves = new ArrayList<>();
    step.before()
        .filter(place -> !place.path().isEmpty())
        .ifPresent(place -> moves.add(gone(id, place, event)));
    step.now()
        .filter(place -> !place.path().isEmpty())
        .ifPresent(place -> moves.add(come(id, now, event, step.first())));
    return moves;
  }

  private static VersionChange gone(ProfileId id, ShareLedger.Place place, EventRef event) {
    HostRef host = new HostRef(id.hostId(), "", "");
    return new VersionChange(
        place.path(), place.executableId(), id.profileKey(), host, event, false, false);
  }

  private static VersionChange come(ProfileId id, ProfileState now, EventRef event, boolean first) {
    return new VersionChange(
        now.getExecutable().getPath(),
        now.getExecutable().getId(),
        id.profileKey(),
        Readings.host(now.getHost()),
        event,
        true,
        first);
  }

  private static EventRef event(ProfileId id, ProfileState now, long arrivedAtMillis) {
    return now == null
        ? new EventRef(arrivedAtMillis * MICROS_PER_MILLI, id.hostId(), "", 0)
        : new EventRef(
            Readings.micros(now.getTime()),
            id.hostId(),
            now.getSource().getRunId(),
            now.getSource().getSequence());
  }
}
