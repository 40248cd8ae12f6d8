package dev.phleet.collector.detector;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The calls that a profile has used, in the order of the small indexes that the kernel gave. */
final class UsedCalls {
  private final long[] indexed;

  /** Of longs: the index in the upper half, the code in the lower. */
  UsedCalls(LongStream calls) {
    indexed = calls.toArray();
    Arrays.sort(indexed);
  }

  int size() {
    return indexed.length;
  }

  int index(int place) {
    return (int) (indexed[place] >>> Integer.SIZE);
  }

  int code(int place) {
    return (int) indexed[place];
  }

  /** One more than the highest chunk of a row that can hold one of these as a previous call. */
  int chunks(int rowCells) {
    return size() == 0 ? 0 : index(size() - 1) / rowCells + 1;
  }

  /** Whether the indexes are those that a restored profile gives to the same calls. */
  boolean areCompact() {
    int narrow = 0;
    int wide = 0;
    for (int place = 0; place < size(); place++) {
      boolean fits = index(place) < ProfileMaps.WIDE;
      if (index(place) != (fits ? ++narrow : ProfileMaps.WIDE + ++wide)) {
        return false;
      }
    }
    return true;
  }

  List<Integer> list() {
    return LongStream.of(indexed).mapToInt(call -> (int) call).boxed().toList();
  }
}
