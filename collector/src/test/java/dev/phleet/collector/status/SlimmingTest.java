package dev.phleet.collector.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SlimmingTest {
  private static final long MEGA = 1 << 20;

  private long heap = 16 * MEGA;
  private long live = 10 * MEGA;
  private int collections;
  private boolean busy;
  private final Slimming slimming = new Slimming(() -> busy, () -> heap, this::collect);

  @Test
  void shouldCollectOnceAfterTheStartAndThenNotAgainInAQuietCollector() {
    slimming.look();
    slimming.look();
    heap += 2 * MEGA;
    slimming.look();

    assertThat(collections).isEqualTo(1);
  }

  @Test
  void shouldCollectWhenTheHeapHasGrown() {
    slimming.look();
    heap = 32 * MEGA;
    slimming.look();

    assertThat(collections).isEqualTo(2);
    assertThat(heap).isEqualTo(live);
  }

  @Test
  void shouldWaitForTheEndOfABurst() {
    busy = true;
    slimming.look();
    assertThat(collections).isZero();

    busy = false;
    slimming.look();
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void shouldNotCollectAgainAndAgainWhatLives() {
    live = 30 * MEGA;
    heap = 32 * MEGA;
    for (int i = 0; i < 5; i++) {
      slimming.look();
    }

    assertThat(collections).isEqualTo(1);
  }

  private void collect() {
    collections++;
    heap = live;
  }
}
