package dev.phleet.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phleet.schemas.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SequencerTest {
  private final Sequencer sequencer = new Sequencer();

  @Test
  void shouldNumberEachTopicFromOne() {
    assertThat(sequencer.next(Topics.ANOMALIES)).isEqualTo(1);
    assertThat(sequencer.next(Topics.ANOMALIES)).isEqualTo(2);
    assertThat(sequencer.next(Topics.COLLECTORS)).isEqualTo(1);
  }

  @Test
  void shouldLeaveAGapAsWideAsTheLoss() {
    sequencer.next(Topics.ANOMALIES);
    sequencer.skip(Topics.ANOMALIES, 23);

    assertThat(sequencer.next(Topics.ANOMALIES)).isEqualTo(25);
    assertThat(sequencer.last()).isEqualTo(Map.of("anomalies", 25L));
  }

  @Test
  void shouldNotGoBack() {
    assertThatThrownBy(() -> sequencer.skip(Topics.ANOMALIES, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
