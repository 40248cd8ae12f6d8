package dev.phleet.collector.event;

/**
 * A profile changed its state, or an administrator changed the profile.
 *
 * @param header header
 * @param process the thread whose call caused it
 * @param counters the profile's counters, its new state among them
 * @param previous state before
 * @param reason why
 */
public record StateChanged(
    EventHeader header,
    ProcessInfo process,
    Counters counters,
    ProfileState previous,
    StateReason reason)
    implements KernelEvent {}
