package dev.phleet.analyzer.fleet;

import dev.phleet.schemas.event.State;

/**
 * What one profile contributes to what the fleet knows of its executable.
 *
 * @param state its state
 * @param path path of the executable there
 * @param calls system calls counted
 * @param anomalies its anomaly counter, which starts again whenever it becomes normal
 * @param pairs lookahead pairs it knows
 * @param firstSeen when it was created, microseconds
 * @param lastSeen time of its newest event, microseconds
 */
public record ProfileShare(
    State state,
    String path,
    long calls,
    long anomalies,
    int pairs,
    long firstSeen,
    long lastSeen) {

  /**
   * Anomalies since {@code before}. A counter that went down has started again, so all it shows is
   * new. The first share of a profile is where counting begins.
   */
  long anomaliesSince(ProfileShare before) {
    return anomalies >= before.anomalies ? anomalies - before.anomalies : anomalies;
  }
}
