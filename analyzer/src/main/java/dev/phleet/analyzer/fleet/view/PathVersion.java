package dev.phleet.analyzer.fleet.view;

import java.util.List;

/**
 * One version of what runs under a path.
 *
 * @param path the path
 * @param executableId the version
 * @param hosts how many hosts run it under this path
 * @param hostIds their ids, sorted, at most 64
 */
public record PathVersion(String path, String executableId, int hosts, List<String> hostIds) {}
