package dev.phleet.analyzer.fleet.pairs;

/**
 * Who has a set of pairs.
 *
 * @param mentions how often profiles and hosts name it; at 0 it is forgotten
 * @param hosts hosts that know just these pairs
 */
public record Holders(int mentions, int hosts) {
  /** Nobody. */
  public static final Holders NONE = new Holders(0, 0);

  Holders plus(int moreMentions, int moreHosts) {
    return new Holders(mentions + moreMentions, hosts + moreHosts);
  }
}
