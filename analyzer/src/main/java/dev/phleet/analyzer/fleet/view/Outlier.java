package dev.phleet.analyzer.fleet.view;

import java.util.List;

/**
 * A host that knows an executable otherwise than the rest of the fleet.
 *
 * @param hostId the host
 * @param architecture its architecture
 * @param distance how different it is, above 0 (like the rest) to 1 (nothing in common)
 * @param peers other hosts that it was compared with
 * @param surplus how many pairs it knows that at most a tenth of the peers know
 * @param missing how many pairs it does not know that at least nine tenths of the peers know
 * @param surplusPairs those pairs, the rarest first, at most 256
 * @param missingPairs those pairs, the best known first, at most 256
 */
public record Outlier(
    String hostId,
    String architecture,
    double distance,
    int peers,
    int surplus,
    int missing,
    List<OddPair> surplusPairs,
    List<OddPair> missingPairs) {

  /**
   * A lookahead pair.
   *
   * @param current the newer call
   * @param previous the older call
   * @param distance how many calls before, 1..8
   * @param peers how many of the peers know it
   */
  public record OddPair(NamedCall current, NamedCall previous, int distance, int peers) {}
}
