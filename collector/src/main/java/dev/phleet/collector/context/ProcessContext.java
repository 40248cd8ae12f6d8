package dev.phleet.collector.context;

import dev.phleet.schemas.event.Ancestor;
import java.util.List;
import java.util.Optional;

/**
 * What /proc tells of a process.
 *
 * @param containerId id of its container; empty outside of containers, or when it is gone
 * @param ancestry its ancestors, nearest first, at most 8, as far as they are still there
 */
public record ProcessContext(Optional<String> containerId, List<Ancestor> ancestry) {}
