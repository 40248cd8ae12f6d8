package dev.phleet.collector.kernel;

import java.util.List;

/**
 * An anomaly, as every side can tell it.
 *
 * @param window codes of the calls, newest first
 * @param distances at which the pair is missing
 * @param lfc locality frame count
 * @param maxLfc the highest so far
 */
record Sight(List<Integer> window, List<Integer> distances, int lfc, int maxLfc) {}
