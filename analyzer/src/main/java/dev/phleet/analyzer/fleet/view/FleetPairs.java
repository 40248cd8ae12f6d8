package dev.phleet.analyzer.fleet.view;

import java.util.List;

/**
 * Which lookahead pairs of one executable how many hosts know, on one architecture.
 *
 * @param executableId the executable
 * @param architecture whose calls these are: x86_64 or aarch64
 * @param hosts hosts that know any pair of it
 * @param normalHosts hosts that have test data of it
 * @param calls calls of the pairs, by table and number
 * @param cells two calls each that any host knows, in the order of calls
 */
public record FleetPairs(
    String executableId,
    String architecture,
    int hosts,
    int normalHosts,
    List<NamedCall> calls,
    List<Cell> cells) {

  /**
   * Two calls.
   *
   * @param current the newer call: its index in calls
   * @param previous the older call: its index in calls
   * @param training element d-1: how many hosts have the pair at distance d (1..8) in training data
   * @param test element d-1: how many hosts know the pair at distance d as normal (test data)
   */
  public record Cell(int current, int previous, List<Integer> training, List<Integer> test) {
    Cell copy() {
      return new Cell(current, previous, List.copyOf(training), List.copyOf(test));
    }
  }
}
