package dev.phleet.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.CollectorStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final EventQueue queue = new EventQueue(4, new Sequencer());
  private final Backlog backlog = new Backlog(queue);

  @Test
  void shouldDrainTheRingWhileTheQueueHasRoom() {
    crowd(2);
    assertThat(backlog.isLeftInRing(0.1, 0)).isFalse();
  }

  @Test
  void shouldLeaveEventsInTheRingForAMomentWhenTheQueueIsCrowded() {
    crowd(3);
    assertThat(backlog.isLeftInRing(0.1, SECOND)).isTrue();
    assertThat(backlog.isLeftInRing(0.1, 2 * SECOND)).isTrue();
    assertThat(backlog.isLeftInRing(0.1, 3 * SECOND)).isFalse();
    assertThat(backlog.isLeftInRing(0.1, 60 * SECOND)).isFalse();
  }

  @Test
  void shouldDrainARingThatIsNearlyFull() {
    crowd(3);
    assertThat(backlog.isLeftInRing(0.8, 0)).isFalse();
  }

  @Test
  void shouldWaitAgainInTheNextBurst() throws InterruptedException {
    crowd(3);
    assertThat(backlog.isLeftInRing(0.1, 0)).isTrue();
    assertThat(backlog.isLeftInRing(0.1, 5 * SECOND)).isFalse();
    assertThat(queue.take()).isPresent();
    assertThat(backlog.isLeftInRing(0.1, 6 * SECOND)).isFalse();
    crowd(1);
    assertThat(backlog.isLeftInRing(0.1, 7 * SECOND)).isTrue();
  }

  private void crowd(int drafts) {
    for (int i = 0; i < drafts; i++) {
      assertThat(queue.offer(new Draft.Heartbeat(new CollectorStatus()))).isTrue();
    }
  }
}
