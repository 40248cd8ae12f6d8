package dev.phleet.collector.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.phleet.collector.event.Rejected.Reason;
import dev.phleet.collector.layout.Layouts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventDecoderTest {
  @Test
  void shouldReadEveryFieldOfAnAnomaly() {
    Decoded decoded =
        EventDecoder.decode(Records.window(EventKind.ANOMALY, 0b10000001, 2, 1, 2049));

    assertThat(decoded)
        .isEqualTo(
            new WindowEvent(
                new EventHeader(1_000_000_007L, 11, Records.PROFILE_KEY, 7, EventKind.ANOMALY),
                new ProcessInfo(
                    41, 4_194_301, 4_194_302, 4_194_303, 4_294_967_295L, "a name of 15 by"),
                new Counters(
                    101,
                    103,
                    107,
                    109,
                    113,
                    127_000,
                    131_000,
                    0,
                    ProfileState.NORMAL,
                    137,
                    139,
                    false,
                    149,
                    151,
                    157,
                    163),
                23,
                List.of(2, 1, 2049),
                128,
                128,
                0b10000001,
                new TaskScore(167, 173, 60_001, 997, true, 3)));
    assertThat(decoded)
        .asInstanceOf(type(WindowEvent.class))
        .extracting(WindowEvent::missingDistances)
        .isEqualTo(List.of(1, 8));
  }

  @Test
  void shouldReadThePathFromTheEndOfItsBuffer() {
    assertThat(EventDecoder.decode(Records.created("/usr/bin/ls")))
        .asInstanceOf(type(Created.class))
        .extracting(Created::path)
        .isEqualTo("/usr/bin/ls");
  }

  @Test
  void shouldReplaceWhatIsNoTextInAPath() {
    ByteBuffer bytes = Records.created("/a/bb");
    int end = Layouts.CREATED_EVENT.offset("path") + Layouts.PATH_LENGTH;
    bytes.put(end - 1, (byte) 0xff);

    assertThat(EventDecoder.decode(bytes))
        .asInstanceOf(type(Created.class))
        .extracting(Created::path)
        .isEqualTo("/a/b\ufffd");
  }

  @Test
  void shouldReadStateAndReasonOfAChange() {
    Decoded decoded =
        EventDecoder.decode(
            Records.state(ProfileState.NORMAL, ProfileState.TRAINING, StateReason.ANOMALY_LIMIT));

    assertThat(decoded)
        .asInstanceOf(type(StateChanged.class))
        .satisfies(
            changed -> {
              assertThat(changed.previous()).isEqualTo(ProfileState.NORMAL);
              assertThat(changed.counters().state()).isEqualTo(ProfileState.TRAINING);
              assertThat(changed.reason()).isEqualTo(StateReason.ANOMALY_LIMIT);
            });
  }

  @Test
  void shouldRejectEveryOtherLength() {
    ByteBuffer whole = Records.window(EventKind.SEQUENCE, 1, 1, 2);
    for (int length = 0; length < whole.capacity(); length++) {
      Decoded decoded = EventDecoder.decode(whole.duplicate().order(whole.order()).limit(length));

      Rejected expected =
          length < Layouts.EVENT_HEADER.size()
              ? new Rejected(Reason.TRUNCATED_HEADER, Optional.empty(), length)
              : new Rejected(Reason.WRONG_LENGTH, Optional.of(EventKind.SEQUENCE), length);
      assertThat(decoded).isEqualTo(expected);
    }
  }

  @Test
  void shouldRejectAKindThatItDoesNotKnow() {
    ByteBuffer bytes = Records.window(EventKind.ANOMALY, 1, 1, 2);
    bytes.putInt(Layouts.EVENT_HEADER.offset("kind"), 5);

    assertThat(EventDecoder.decode(bytes))
        .isEqualTo(new Rejected(Reason.UNKNOWN_KIND, Optional.empty(), bytes.limit()));
  }

  @Test
  void shouldRejectAStateThatIsNone() {
    ByteBuffer bytes = Records.window(EventKind.ANOMALY, 1, 1, 2);
    int state = Layouts.WINDOW_EVENT.offset("counters") + Layouts.PROFILE_COUNTERS.offset("state");
    bytes.putInt(state, 0);

    assertThat(EventDecoder.decode(bytes))
        .isEqualTo(
            new Rejected(Reason.UNKNOWN_STATE, Optional.of(EventKind.ANOMALY), bytes.limit()));
  }

  @Test
  void shouldRejectAReasonThatIsNone() {
    ByteBuffer bytes =
        Records.state(ProfileState.FROZEN, ProfileState.TRAINING, StateReason.NOVELTY);
    bytes.putInt(Layouts.STATE_EVENT.offset("reason"), 10);

    assertThat(EventDecoder.decode(bytes))
        .isEqualTo(
            new Rejected(Reason.UNKNOWN_REASON, Optional.of(EventKind.STATE), bytes.limit()));
  }

  @Test
  void shouldRejectAPathThatStartsOutsideOfItsBuffer() {
    for (int start : new int[] {-1, 1025, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      ByteBuffer bytes = Records.created("/bin/ls");
      bytes.putInt(Layouts.CREATED_EVENT.offset("path_start"), start);

      assertThat(EventDecoder.decode(bytes))
          .isEqualTo(
              new Rejected(
                  Reason.PATH_OUT_OF_BOUNDS, Optional.of(EventKind.CREATED), bytes.limit()));
    }
  }
}
