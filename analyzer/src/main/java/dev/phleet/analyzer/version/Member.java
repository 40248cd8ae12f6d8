package dev.phleet.analyzer.version;

import dev.phleet.analyzer.correlation.EventRef;
import dev.phleet.analyzer.correlation.HostRef;

/**
 * A host that runs a version of a path.
 *
 * @param host the host
 * @param profileKey the profile that came first
 * @param profiles how many profiles it has of it: a copy in a container is another profile
 * @param since the event with which the first came
 */
public record Member(HostRef host, long profileKey, int profiles, EventRef since) {
  Member plus(int change) {
    return new Member(host, profileKey, profiles + change, since);
  }

  /** With an event that may be older: since when does not depend on the order of arrival. */
  Member plus(VersionChange came) {
    boolean older = came.event().compareTo(since) < 0;
    return new Member(
        came.host(),
        older ? came.profileKey() : profileKey,
        profiles + 1,
        older ? came.event() : since);
  }
}
