package dev.phleet.collector.context;

import dev.phleet.schemas.event.Ancestor;
import java.util.List;
import java.util.Optional;

/**
 * What /proc tells of a process.
 *
 * @param container its container; empty outside of containers, or when it is gone
 * @param script path of the script when it is an interpreter that runs one
 * @param ancestry its ancestors, nearest first, at most 8, as far as they are known
 */
public record ProcessContext(
    Optional<Container> container, Optional<String> script, List<Ancestor> ancestry) {}
