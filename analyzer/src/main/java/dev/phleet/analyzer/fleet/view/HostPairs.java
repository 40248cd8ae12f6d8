package dev.phleet.analyzer.fleet.view;

import java.util.List;

/**
 * The lookahead pairs of one executable on one host, all its profiles there taken together.
 *
 * @param executableId the executable
 * @param hostId the host
 * @param architecture whose calls these are: x86_64 or aarch64
 * @param calls calls of the pairs, by table and number
 * @param cells two calls each that the host knows, in the order of calls
 */
public record HostPairs(
    String executableId,
    String hostId,
    String architecture,
    List<NamedCall> calls,
    List<Cell> cells) {

  /**
   * Two calls.
   *
   * @param current the newer call: its index in calls
   * @param previous the older call: its index in calls
   * @param training bit d-1: the training data has the pair at distance d (1..8)
   * @param test bit d-1: the test data has it
   */
  public record Cell(int current, int previous, int training, int test) {
    Cell and(Cell other) {
      return new Cell(current, previous, training | other.training, test | other.test);
    }
  }
}
