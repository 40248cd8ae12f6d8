package dev.phleet.analyzer.fleet.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class PairCellsTest {
  private static final int HIGHEST_CALL = 3072;

  /** Two calls, and the distances of both data. */
  private static Map<List<Integer>, int[]> random(Random random) {
    Map<List<Integer>, int[]> cells = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    int size = random.nextInt(40);
    for (int i = 0; i < size; i++) {
      List<Integer> calls =
          List.of(1 + random.nextInt(HIGHEST_CALL), 1 + random.nextInt(HIGHEST_CALL));
      cells.put(calls, new int[] {random.nextInt(256), random.nextInt(256)});
    }
    return cells;
  }

  private static PairCells listed(Map<List<Integer>, int[]> cells, Random order) {
    List<Long> listed = new ArrayList<>();
    cells.forEach(
        (calls, distances) ->
            listed.add(PairCells.cell(calls.get(0), calls.get(1), distances[0], distances[1])));
    Collections.shuffle(listed, order);
    return PairCells.of(listed.stream().mapToLong(Long::longValue).toArray());
  }

  private static PairSet bitByBit(Map<List<Integer>, int[]> cells) {
    RoaringBitmap training = new RoaringBitmap();
    RoaringBitmap test = new RoaringBitmap();
    cells.forEach(
        (calls, distances) -> {
          for (int distance = 1; distance <= PairCode.HIGHEST_DISTANCE; distance++) {
            int code = PairCode.of(calls.get(0), calls.get(1), distance);
            if ((distances[0] >> (distance - 1) & 1) == 1) {
              training.add(code);
            }
            if ((distances[1] >> (distance - 1) & 1) == 1) {
              test.add(code);
            }
          }
        });
    return new PairSet(training, test);
  }

  @Property(tries = 300)
  void shouldBeTheSetThatItsCellsNameInWhateverOrder(@ForAll long seed) {
    Random random = new Random(seed);
    Map<List<Integer>, int[]> cells = random(random);
    PairSet expected = bitByBit(cells);
    PairCells listed = listed(cells, random);
    assertThat(listed.pairs()).isEqualTo(expected);
    assertThat(listed.id())
        .as("known from its cells and from its bitmaps")
        .isEqualTo(SetId.of(expected))
        .isEqualTo(listed(cells, random).id());
  }

  @Property(tries = 300)
  void shouldHaveAnotherIdentityWithOneDistanceMore(@ForAll long seed) {
    Random random = new Random(seed);
    Map<List<Integer>, int[]> cells = random(random);
    SetId before = listed(cells, random).id();
    int[] distances =
        cells.computeIfAbsent(
            List.of(1 + random.nextInt(HIGHEST_CALL), 1 + random.nextInt(HIGHEST_CALL)),
            calls -> new int[2]);
    distances[random.nextInt(2)] ^= 1 << random.nextInt(8);
    assertThat(listed(cells, random).id()).isNotEqualTo(before);
  }

  @Test
  void shouldBeTheEmptySetWhenNoCellHasADistance() {
    assertThat(PairCells.of(new long[0]).id()).isEqualTo(SetId.EMPTY);
    assertThat(PairCells.of(new long[] {PairCells.cell(5, 6, 0, 0)}).id()).isEqualTo(SetId.EMPTY);
    assertThat(PairCells.of(new long[] {PairCells.cell(5, 6, 0, 0)}).pairs().isEmpty()).isTrue();
  }
}
