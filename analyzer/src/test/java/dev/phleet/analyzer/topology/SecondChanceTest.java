package dev.phleet.analyzer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecondChanceTest {
  private final SecondChance room = new SecondChance(100);
  private final List<Some> held = new ArrayList<>();

  private final class Some extends SecondChance.Entry {
    private final int weight;
    private boolean pinned;

    Some(int weight) {
      this(weight, room);
    }

    Some(int weight, SecondChance where) {
      this.weight = weight;
      held.add(this);
      where.add(this, weight);
    }

    @Override
    boolean mayGo() {
      return !pinned;
    }

    @Override
    void go() {
      held.remove(this);
    }
  }

  @Test
  void shouldKeepWhatIsUsedAndLetGoWhatIsNot() {
    Some used = new Some(1);
    Some other = new Some(1);
    for (int i = 0; i < 1000; i++) {
      used.use();
      new Some(1);
    }
    assertThat(held).contains(used).doesNotContain(other).hasSize(100);
  }

  @Test
  void shouldHoldNoMoreThanThereIsRoomForWhateverComesAndGoes() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      Some come = new Some(1 + random.nextInt(9));
      if (random.nextInt(3) == 0) {
        come.use();
      }
      if (random.nextInt(5) == 0) {
        Some gone = held.remove(random.nextInt(held.size()));
        room.remove(gone);
      }
      int sum = held.stream().mapToInt(some -> some.weight).sum();
      assertThat(room.held()).isEqualTo(sum).isLessThanOrEqualTo(100);
    }
  }

  @Test
  void shouldMakeRoomForWhatHasGrown() {
    Some grows = new Some(1);
    for (int i = 0; i < 99; i++) {
      new Some(1);
    }
    room.weigh(grows, 51);
    grows.use();
    new Some(1);
    assertThat(held).contains(grows).hasSize(50);
    assertThat(room.held()).isEqualTo(100);
  }

  @Test
  void shouldBeDividedBetweenThreads() {
    SecondChance quarter = new WriteBack(4).join(() -> {});
    for (int i = 0; i < 300; i++) {
      new Some(100, quarter);
    }
    assertThat(quarter.held()).isEqualTo(25_000);
  }

  @Test
  void shouldHoldMoreWhileNothingMayGo() {
    for (int i = 0; i < 150; i++) {
      new Some(1).pinned = true;
    }
    assertThat(room.held()).isEqualTo(150);
    held.forEach(some -> some.pinned = false);
    new Some(1);
    assertThat(room.held()).isEqualTo(100);
  }
}
