package dev.phleet.analyzer.fleet.pairs;

import java.util.function.IntConsumer;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * How unlike the rest of the fleet a host is. The rest is a weight for each pair: the share of the
 * other hosts (peers) that know it. The distance is one less the weighted Jaccard index of the
 * host's pairs and these weights, sum of minima by sum of maxima. A pair that at most a tenth of
 * the peers know is surplus, one that at least nine tenths know and the host does not is missing; a
 * host with neither is no outlier, however few the hosts. What a host in training does not know yet
 * is not held against it.
 *
 * @param distance 0 (like the rest) to 1
 * @param surplus how many pairs are surplus
 * @param missing how many are missing
 */
public record Likeness(double distance, int surplus, int missing) {
  private static final int SHARE = 10;

  /** Whether the host stands out at all. */
  public boolean isOdd() {
    return surplus > 0 || missing > 0;
  }

  /** Whether a pair that so many of the peers know is surplus to a host that knows it. */
  static boolean isSurplus(long knowing, long peers) {
    return knowing * SHARE <= peers;
  }

  /** Whether a pair that so many of the peers know is missing to a host that does not. */
  static boolean isMissed(long knowing, long peers) {
    return knowing * SHARE >= peers * (SHARE - 1);
  }

  /**
   * Compares one host that is part of the counts with all others in them.
   *
   * @param known its pairs
   * @param training whether it is still in training
   * @param counts what all hosts know; at least two
   * @param onSurplus told the places of surplus pairs in the counts
   * @param onMissing told those of missing ones
   */
  public static Likeness of(
      RoaringBitmap known,
      boolean training,
      PairCounts counts,
      IntConsumer onSurplus,
      IntConsumer onMissing) {
    long peers = counts.hosts() - 1L;
    long shared = 0;
    long others = 0;
    int surplus = 0;
    int missing = 0;
    PeekableIntIterator own = known.getIntIterator();
    for (int at = 0; at < counts.size(); at++) {
      long knowing = counts.knownAt(at);
      if (own.hasNext() && own.peekNext() == counts.codeAt(at)) {
        own.next();
        shared += knowing - 1;
        if (isSurplus(knowing - 1, peers)) {
          surplus++;
          onSurplus.accept(at);
        }
      } else if (!training) {
        others += knowing;
        if (isMissed(knowing, peers)) {
          missing++;
          onMissing.accept(at);
        }
      }
    }
    double whole = known.getCardinality() * peers + others;
    return new Likeness(1 - shared / whole, surplus, missing);
  }
}
