package dev.phleet.analyzer.version;

import java.util.Optional;

/**
 * What the rule has noted about a version that is alone.
 *
 * @param path the path
 * @param executableId the version
 * @param reported as what it has been reported; empty while it may still become known
 */
public record Note(String path, String executableId, Optional<Stranger> reported) {}
