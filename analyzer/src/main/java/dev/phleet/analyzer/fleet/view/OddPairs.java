package dev.phleet.analyzer.fleet.view;

import dev.phleet.analyzer.fleet.pairs.Likeness;
import dev.phleet.analyzer.fleet.pairs.PairCode;
import dev.phleet.analyzer.fleet.pairs.PairCounts;
import dev.phleet.analyzer.fleet.view.Outlier.OddPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * The pairs by which one host stands out.
 *
 * @param surplus what it knows and hardly another, the rarest first
 * @param missing what nearly every other knows and it does not, the best known first
 */
record OddPairs(List<OddPair> surplus, List<OddPair> missing) {
  private static final int MOST = 256;

  static OddPairs of(
      RoaringBitmap known, boolean training, PairCounts counts, SortedMap<Integer, String> names) {
    CallTableau calls = CallTableau.of(names, RoaringBitmap.bitmapOf(counts.codes()));
    List<OddPair> surplus = new ArrayList<>();
    List<OddPair> missing = new ArrayList<>();
    Likeness.of(
        known,
        training,
        counts,
        at -> surplus.add(pair(calls, counts.codeAt(at), counts.knownAt(at) - 1)),
        at -> missing.add(pair(calls, counts.codeAt(at), counts.knownAt(at))));
    return new OddPairs(
        first(surplus, Comparator.comparingInt(OddPair::peers)),
        first(missing, Comparator.comparingInt((OddPair pair) -> -pair.peers())));
  }

  private static List<OddPair> first(List<OddPair> pairs, Comparator<OddPair> order) {
    return pairs.stream().sorted(order).limit(MOST).toList();
  }

  private static OddPair pair(CallTableau calls, int pair, int peers) {
    return new OddPair(
        calls.call(PairCode.current(pair)),
        calls.call(PairCode.previous(pair)),
        PairCode.distance(pair),
        peers);
  }
}
