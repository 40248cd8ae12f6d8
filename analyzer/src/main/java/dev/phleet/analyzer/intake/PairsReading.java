package dev.phleet.analyzer.intake;

import dev.phleet.analyzer.fleet.pairs.PairCode;
import dev.phleet.analyzer.fleet.pairs.PairSet;
import dev.phleet.analyzer.fleet.pairs.PairsShare;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.Pair;
import dev.phleet.schemas.event.ProfilePairs;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/** Takes the pairs out of a checked record. */
public final class PairsReading {
  private PairsReading() {}

  /** What a profile contributes to the pairs of its executable. */
  public static PairsShare share(ProfilePairs record) {
    int[] codes =
        record.getCalls().stream()
            .mapToInt(call -> PairCode.call(call.getTable(), call.getNumber()))
            .toArray();
    RoaringBitmap training = new RoaringBitmap();
    RoaringBitmap test = new RoaringBitmap();
    for (Pair pair : record.getPairs()) {
      int current = codes[pair.getCurrent()];
      int previous = codes[pair.getPrevious()];
      add(training, current, previous, pair.getTraining());
      add(test, current, previous, pair.getTest());
    }
    training.runOptimize();
    test.runOptimize();
    return new PairsShare(
        record.getArchitecture(),
        record.getState(),
        Readings.micros(record.getTime()),
        new PairSet(training, test),
        names(record.getCalls(), codes));
  }

  private static void add(RoaringBitmap set, int current, int previous, int distances) {
    for (int distance = 1; distance <= PairCode.HIGHEST_DISTANCE; distance++) {
      if ((distances & 1 << (distance - 1)) != 0) {
        set.add(PairCode.of(current, previous, distance));
      }
    }
  }

  private static SortedMap<Integer, String> names(List<Call> calls, int[] codes) {
    SortedMap<Integer, String> names = new TreeMap<>();
    for (int at = 0; at < codes.length; at++) {
      names.put(codes[at], calls.get(at).getName());
    }
    return names;
  }
}
