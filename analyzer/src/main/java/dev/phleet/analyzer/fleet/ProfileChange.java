package dev.phleet.analyzer.fleet;

import java.util.Optional;

/**
 * News of one profile for one executable.
 *
 * @param executableId the executable
 * @param profile the profile
 * @param share what it contributes now; empty when it no longer does
 */
public record ProfileChange(String executableId, ProfileId profile, Optional<ProfileShare> share) {}
