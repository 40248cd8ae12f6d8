package dev.phleet.analyzer.version;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.HostRef;

/**
 * A profile of an executable has come to a path of a host, or gone from it.
 *
 * @param path the path
 * @param executableId the executable
 * @param profileKey the profile, on that host
 * @param host the host; only its id counts when the profile has gone
 * @param event the event that says so; of a tombstone only the time is known
 * @param comes whether it has come
 * @param first whether no other profile of the host has the executable at the path, so that nothing
 *     needs to be looked for
 */
public record VersionChange(
    String path,
    String executableId,
    long profileKey,
    HostRef host,
    EventRef event,
    boolean comes,
    boolean first) {}
