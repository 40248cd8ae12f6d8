package dev.phleet.analyzer.fleet.pairs;

import dev.phleet.analyzer.fleet.ProfileId;
import java.util.Optional;

/**
 * News of the pairs of one profile for one executable.
 *
 * @param executableId the executable
 * @param profile the profile
 * @param share what it contributes now; empty when it no longer does
 */
public record PairsChange(String executableId, ProfileId profile, Optional<PairsShare> share) {}
