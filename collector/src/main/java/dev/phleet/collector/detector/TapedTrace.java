package dev.phleet.collector.detector;

/**
 * What the kernel says of a whole recorded trace.
 *
 * @param calls how many it has
 * @param anomalies how many of them were anomalies
 * @param maxLfc highest locality frame count
 * @param gramMisses how many had a gram that the test data lacks
 * @param score of its task at its end, per mille
 * @param setDistance of its set of calls from the nearest known one, per mille
 */
public record TapedTrace(
    long calls, long anomalies, int maxLfc, long gramMisses, int score, int setDistance) {}
