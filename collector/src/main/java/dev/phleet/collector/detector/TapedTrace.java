package dev.phleet.collector.detector;

/**
 * What the kernel says of a whole recorded trace.
 *
 * @param calls how many it has
 * @param anomalies how many of them were anomalies
 * @param maxLfc highest locality frame count
 */
public record TapedTrace(long calls, long anomalies, int maxLfc) {}
