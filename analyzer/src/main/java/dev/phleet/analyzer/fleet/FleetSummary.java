package dev.phleet.analyzer.fleet;

/**
 * The sums of one executable. What is not a sum (fewest and most pairs, paths) is in the tallies of
 * {@link FleetState}.
 *
 * @param training hosts in training
 * @param frozen hosts frozen
 * @param normal hosts normal
 * @param calls system calls, all hosts
 * @param anomalies anomalies since the executable was first seen
 * @param firstSeen first time any host saw it, microseconds
 * @param lastSeen newest event, microseconds
 * @param dirty whether it has changed since it was last published
 */
public record FleetSummary(
    int training,
    int frozen,
    int normal,
    long calls,
    long anomalies,
    long firstSeen,
    long lastSeen,
    boolean dirty) {
  /** Nothing known. */
  public static final FleetSummary EMPTY =
      new FleetSummary(0, 0, 0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, false);

  /** Hosts that have a profile of it. */
  public int hosts() {
    return training + frozen + normal;
  }

  FleetSummary plus(FleetChange change) {
    return new FleetSummary(
        training + change.training(),
        frozen + change.frozen(),
        normal + change.normal(),
        calls + change.calls(),
        anomalies + change.anomalies(),
        Math.min(firstSeen, change.firstSeen()),
        Math.max(lastSeen, change.lastSeen()),
        true);
  }

  FleetSummary published() {
    return with(false);
  }

  FleetSummary touched() {
    return with(true);
  }

  private FleetSummary with(boolean nowDirty) {
    return new FleetSummary(
        training, frozen, normal, calls, anomalies, firstSeen, lastSeen, nowDirty);
  }
}
