package dev.phleet.collector.event;

/**
 * What every event starts with.
 *
 * @param time nanoseconds since boot
 * @param sequence number among the events of its kind, from 1
 * @param profileKey (device << 32) + inode
 * @param profile slot in the map of profiles
 * @param kind kind
 */
public record EventHeader(long time, long sequence, long profileKey, int profile, EventKind kind) {}
