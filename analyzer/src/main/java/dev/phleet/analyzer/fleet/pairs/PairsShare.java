package dev.phleet.analyzer.fleet.pairs;

import dev.phleet.schemas.event.State;
import java.util.SortedMap;

/**
 * What one profile contributes to the pairs that the fleet knows.
 *
 * @param architecture whose calls these are
 * @param state state of the profile
 * @param time when it was read, microseconds
 * @param pairs its pairs
 * @param names names of their calls, by code
 */
public record PairsShare(
    String architecture, State state, long time, PairSet pairs, SortedMap<Integer, String> names) {}
