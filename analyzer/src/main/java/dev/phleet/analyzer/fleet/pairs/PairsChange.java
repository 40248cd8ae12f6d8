package dev.phleet.analyzer.fleet.pairs;

import dev.phleet.analyzer.fleet.ProfileId;
import java.util.Optional;

/**
 * News of the pairs of one profile for one executable.
 *
 * @param executableId the executable
 * @param profile the profile
 * @param share what it contributes now; empty when it no longer does
 * @param first whether no profile of the host has told of pairs of the executable before, so that
 *     nothing needs to be looked for
 */
public record PairsChange(
    String executableId, ProfileId profile, Optional<PairsShare> share, boolean first) {
  /** One that may not be the first of its host. */
  public PairsChange(String executableId, ProfileId profile, Optional<PairsShare> share) {
    this(executableId, profile, share, false);
  }

  /** The same as the first of its host. */
  public PairsChange asFirst() {
    return new PairsChange(executableId, profile, share, true);
  }
}
