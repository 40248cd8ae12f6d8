package dev.phleet.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.event.EventDecoder;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.event.Records;
import dev.phleet.schemas.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class EventQueueTest {
  private final Sequencer sequencer = new Sequencer();
  private final EventQueue queue = new EventQueue(3, sequencer);

  @Test
  void shouldCountByKindWhatDoesNotFitAndUseUpItsNumber() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      assertThat(queue.offer(observed(EventKind.ANOMALY))).isEqualTo(i < 3);
    }
    assertThat(queue.offer(observed(EventKind.SEQUENCE))).isFalse();

    assertThat(queue.overflow()).isEqualTo(Map.of("anomaly", 2L, "sequence", 1L));
    assertThat(queue.take().orElseThrow().sequence()).isEqualTo(1);
    assertThat(queue.offer(observed(EventKind.ANOMALY))).isTrue();
    assertThat(sequencer.last()).isEqualTo(Map.of("anomalies", 6L, "new-sequences", 1L));
  }

  @Test
  void shouldKeepAQuarterOfTheRoomForWhatIsNoNewSequence() throws InterruptedException {
    EventQueue roomy = new EventQueue(8, sequencer);
    for (int i = 0; i < 8; i++) {
      assertThat(roomy.offer(observed(EventKind.SEQUENCE))).isEqualTo(i < 6);
    }
    assertThat(roomy.offer(observed(EventKind.ANOMALY))).isTrue();
    assertThat(roomy.offer(new Draft.Gone(Topics.PROFILE_STATES, 7))).isTrue();
    assertThat(roomy.offer(observed(EventKind.ANOMALY))).isFalse();

    assertThat(roomy.overflow()).isEqualTo(Map.of("anomaly", 1L, "sequence", 2L));
    assertThat(sequencer.last()).containsEntry("new-sequences", 8L).containsEntry("anomalies", 2L);
    assertThat(roomy.take()).isPresent();
    assertThat(roomy.offer(observed(EventKind.SEQUENCE))).as("others took its room").isFalse();
  }

  @Test
  void shouldKeepTheOrderOfTheNumbers() throws InterruptedException {
    queue.offer(observed(EventKind.ANOMALY));
    queue.offer(observed(EventKind.ANOMALY));

    assertThat(queue.take().orElseThrow().sequence()).isEqualTo(1);
    assertThat(queue.take().orElseThrow().sequence()).isEqualTo(2);
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void shouldTreatManyAtOnceAsIfEachHadComeAlone() throws InterruptedException {
    queue.offerObserved(Collections.nCopies(5, event(EventKind.ANOMALY)));

    assertThat(queue.overflow()).isEqualTo(Map.of("anomaly", 2L));
    assertThat(sequencer.last()).isEqualTo(Map.of("anomalies", 5L));
    Queue<Numbered> taken = new ArrayDeque<>();
    queue.takeInto(taken, 2, 0);
    assertThat(taken).extracting(Numbered::sequence).containsExactly(1L, 2L);
    queue.takeInto(taken, 2, 0);
    assertThat(taken).extracting(Numbered::sequence).containsExactly(1L, 2L, 3L);
  }

  @Test
  @Timeout(60)
  void shouldWakeWhoWaitsForTheFirst() throws InterruptedException {
    Thread other = new Thread(() -> queue.offerObserved(List.of(event(EventKind.ANOMALY))));
    other.start();
    Queue<Numbered> taken = new ArrayDeque<>();
    queue.takeInto(taken, 2, Duration.ofMinutes(5).toMillis());

    assertThat(taken).hasSize(1);
    other.join();
  }

  @Test
  void shouldBeCrowdedFromMoreThanHalfItsRoom() {
    queue.offer(observed(EventKind.ANOMALY));
    assertThat(queue.isCrowded()).isFalse();
    queue.offer(observed(EventKind.ANOMALY));

    assertThat(queue.isCrowded()).isTrue();
  }

  @Test
  void shouldSendEveryKindToItsTopic() {
    assertThat(Draft.topicOf(EventKind.CREATED)).isEqualTo(Topics.PROFILE_STATES);
    assertThat(Draft.topicOf(EventKind.STATE)).isEqualTo(Topics.PROFILE_STATES);
    assertThat(Draft.topicOf(EventKind.ANOMALY)).isEqualTo(Topics.ANOMALIES);
    assertThat(Draft.topicOf(EventKind.SEQUENCE)).isEqualTo(Topics.NEW_SEQUENCES);
  }

  private static Draft observed(EventKind kind) {
    return new Draft.Observed(event(kind));
  }

  private static KernelEvent event(EventKind kind) {
    return (KernelEvent) EventDecoder.decode(Records.window(kind, 1, 2, 1));
  }
}
