package dev.phleet.collector.event;

/**
 * A new profile.
 *
 * @param header header
 * @param process the thread that first ran the executable
 * @param counters the profile's counters
 * @param path the executable's path as the kernel resolved it
 * @param pathTruncated whether the beginning of the path is missing
 * @param script the name by which a script was called, when the profile is a script's; else empty
 */
public record Created(
    EventHeader header,
    ProcessInfo process,
    Counters counters,
    String path,
    boolean pathTruncated,
    String script)
    implements KernelEvent {}
