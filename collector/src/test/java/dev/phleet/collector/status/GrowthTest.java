package dev.phleet.collector.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.status.Growth.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class GrowthTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long KEY = 23;

  /** However long it grew: few points, the first and the last among them, all real, in order. */
  @Property(tries = 200)
  void shouldReachBackToTheStartInFewPoints(
      @ForAll @IntRange(min = 1, max = 3000) int samples, @ForAll long seed) {
    List<Point> taken = new ArrayList<>();
    List<Point> kept = grow(samples, new Random(seed), taken);

    assertThat(kept).hasSizeBetween(1, Growth.MOST_POINTS);
    assertThat(kept.get(0)).isEqualTo(taken.get(0));
    assertThat(kept.get(kept.size() - 1)).isEqualTo(taken.get(taken.size() - 1));
    assertThat(taken).containsAll(kept);
    assertThat(kept).isSortedAccordingTo(Comparator.comparing(Point::time));
    assertThat(kept).doesNotHaveDuplicates();
  }

  /**
   * One that learns at every look is thinned evenly: gaps are powers of two, the older the wider.
   */
  @Property(tries = 200)
  void shouldGrowCoarserWithAge(@ForAll @IntRange(min = 2, max = 3000) int samples) {
    Growth growth = new Growth();
    for (int i = 0; i < samples; i++) {
      growth.sample(List.of(row(KEY, i, i)), START.plusSeconds(i));
    }
    List<Long> gaps = new ArrayList<>();
    List<Point> kept = growth.of(KEY);
    for (int i = 1; i < kept.size(); i++) {
      gaps.add(kept.get(i).calls() - kept.get(i - 1).calls());
    }

    assertThat(gaps).isSortedAccordingTo(Comparator.reverseOrder());
    if (samples > Growth.MOST_POINTS) {
      assertThat(kept).hasSizeGreaterThan(Growth.MOST_POINTS / 2);
    }
  }

  @Test
  void shouldKeepOnlyTheLatestOfPointsAtWhichNothingWasLearned() {
    Growth growth = new Growth();
    for (int i = 0; i < 97; i++) {
      growth.sample(List.of(row(KEY, i, 5)), START.plusSeconds(i));
    }

    assertThat(growth.of(KEY)).extracting(Point::calls).containsExactly(0L, 96L);
  }

  @Test
  void shouldForgetProfilesThatAreGone() {
    Growth growth = new Growth();
    growth.sample(List.of(row(1, 1, 1), row(2, 1, 1)), START);
    growth.sample(List.of(row(2, 2, 2)), START.plusSeconds(1));

    assertThat(growth.of(1)).isEmpty();
    assertThat(growth.of(2)).hasSize(2);
  }

  private static List<Point> grow(int samples, Random random, List<Point> taken) {
    Growth growth = new Growth();
    long calls = 0;
    int pairs = 0;
    for (int i = 0; i < samples; i++) {
      calls += random.nextInt(1000);
      pairs += random.nextInt(3) == 0 ? 1 + random.nextInt(7) : 0;
      Instant now = START.plusSeconds(i);
      growth.sample(List.of(row(KEY, calls, pairs)), now);
      taken.add(new Point(now, calls, pairs, pairs, 1, 0));
    }
    return growth.of(KEY);
  }

  private static ProfileRow row(long key, long calls, int pairs) {
    return new ProfileRow(
        key,
        1,
        new Counters(calls, calls, 0, pairs, 0, 1, 1, 0, ProfileState.TRAINING, 1, pairs, false));
  }
}
