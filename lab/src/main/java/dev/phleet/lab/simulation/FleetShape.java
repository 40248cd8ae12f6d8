package dev.phleet.lab.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * How large a simulated fleet is. The same shape gives the same events, byte for byte.
 *
 * @param seed what everything random follows from
 * @param hosts hosts
 * @param programs programs, each of which every host runs
 * @param end time of the newest event
 * @param span over how much time the events are spread
 */
public record FleetShape(long seed, int hosts, int programs, Instant end, Duration span) {
  /**
   * @throws IllegalArgumentException when there are no hosts or no programs
   */
  public FleetShape {
    if (hosts < 1 || programs < 1) {
      throw new IllegalArgumentException("a fleet has at least one host and one program");
    }
  }
}
