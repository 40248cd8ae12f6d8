package dev.phleet.analyzer.fleet.pairs;

import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * The fleet as one of its hosts is compared with it, host after host: what is the same for all of
 * them is summed up once, so that a host costs as much as it knows pairs, and not as much as all
 * hosts together know. The result is that of {@link Likeness#of}.
 *
 * @param counts what all hosts know
 * @param sum for all pairs together, how many hosts know each
 * @param usual pairs that a host is missed to know
 */
record Rest(PairCounts counts, long sum, int usual) {
  static Rest of(PairCounts counts) {
    long sum = 0;
    int usual = 0;
    for (int at = 0; at < counts.size(); at++) {
      sum += counts.knownAt(at);
      usual += isUsual(counts.knownAt(at), counts.hosts() - 1L) ? 1 : 0;
    }
    return new Rest(counts, sum, usual);
  }

  /** Compares one host that is part of the counts. */
  Likeness likeness(RoaringBitmap known, boolean training) {
    long peers = counts.hosts() - 1L;
    long own = 0;
    int pairs = 0;
    int surplus = 0;
    int ownUsual = 0;
    int at = 0;
    PeekableIntIterator each = known.getIntIterator();
    while (each.hasNext()) {
      int found = counts.find(each.next(), at);
      // Counts that are read while they are behind may not have it yet: then only this host has.
      long knowing = found < 0 ? 1 : counts.knownAt(found);
      at = found < 0 ? -found - 1 : found;
      own += knowing;
      pairs++;
      surplus += Likeness.isSurplus(knowing - 1, peers) ? 1 : 0;
      ownUsual += isUsual(knowing, peers) ? 1 : 0;
    }
    long others = training ? 0 : sum - own;
    double whole = pairs * peers + others;
    return new Likeness(1 - (own - pairs) / whole, surplus, training ? 0 : usual - ownUsual);
  }

  private static boolean isUsual(long knowing, long peers) {
    return Likeness.isMissed(knowing, peers);
  }
}
