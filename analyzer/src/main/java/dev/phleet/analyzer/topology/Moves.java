package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.HostRef;
import dev.phleet.analyzer.fleet.KnownProfile;
import dev.phleet.analyzer.fleet.ProfileId;
import dev.phleet.analyzer.intake.Readings;
import dev.phleet.analyzer.version.VersionChange;
import dev.phleet.schemas.event.ProfileState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which executables come to and go from paths; most news of a profile moves nothing. */
final class Moves {
  private static final long MICROS_PER_MILLI = 1000;

  private Moves() {}

  /**
   * What moved.
   *
   * @param before what was known of the profile
   * @param now its state; null when it is gone
   * @param arrivedAtMillis the record's time, for a tombstone, which has none of its own
   */
  static List<VersionChange> between(
      ProfileId id, Optional<KnownProfile> before, ProfileState now, long arrivedAtMillis) {
    boolean same =
        now != null
            && before
                .filter(known -> known.executableId().equals(now.getExecutable().getId()))
                .filter(known -> known.path().equals(now.getExecutable().getPath()))
                .isPresent();
    List<VersionChange> moves = new ArrayList<>();
    if (!same) {
      EventRef event = event(id, now, arrivedAtMillis);
      before
          .filter(known -> !known.path().isEmpty())
          .ifPresent(known -> moves.add(gone(id, known, event)));
      if (now != null && !now.getExecutable().getPath().isEmpty()) {
        moves.add(come(id, now, event));
      }
    }
    return moves;
  }

  private static VersionChange gone(ProfileId id, KnownProfile known, EventRef event) {
    HostRef host = new HostRef(id.hostId(), "", "");
    return new VersionChange(
        known.path(), known.executableId(), id.profileKey(), host, event, false);
  }

  private static VersionChange come(ProfileId id, ProfileState now, EventRef event) {
    return new VersionChange(
        now.getExecutable().getPath(),
        now.getExecutable().getId(),
        id.profileKey(),
        Readings.host(now.getHost()),
        event,
        true);
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
