package dev.phleet.collector.detector;

import dev.phleet.collector.event.Counters;

/**
 * One profile as it stands in the kernel.
 *
 * @param key (device << 32) + inode
 * @param slot slot in the map of profiles
 * @param counters its counters
 */
public record ProfileRow(long key, int slot, Counters counters) {}
