package dev.phleet.analyzer.fleet.view;

import dev.phleet.schemas.event.State;
import java.util.List;

/**
 * One host that has an executable, all its profiles of it there taken together.
 *
 * @param hostId the host
 * @param state state of the least settled of the profiles
 * @param paths paths of the executable there, sorted
 * @param calls system calls counted
 * @param anomalies anomalies since a profile last became normal
 * @param pairs lookahead pairs in the training data, as the host counts them
 * @param firstSeen when the first profile was created, microseconds
 * @param lastSeen newest event, microseconds
 */
public record ExecutableHost(
    String hostId,
    State state,
    List<String> paths,
    long calls,
    long anomalies,
    int pairs,
    long firstSeen,
    long lastSeen) {}
