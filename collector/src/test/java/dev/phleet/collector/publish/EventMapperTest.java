package dev.phleet.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.ProfileRow;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.ProfileState;
import dev.phleet.collector.event.Records;
import dev.phleet.collector.event.StateReason;
import dev.phleet.schemas.Topics;
import dev.phleet.schemas.event.Anomaly;
import dev.phleet.schemas.event.Call;
import dev.phleet.schemas.event.CallTable;
import dev.phleet.schemas.event.NewSequence;
import dev.phleet.schemas.event.ProfileCounters;
import dev.phleet.schemas.event.Source;
import dev.phleet.schemas.event.State;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventMapperTest {
  private static final String PROFILE = "host-1/008000010000002f";
  private final Wiring wiring = new Wiring(10);

  @AfterEach
  void close() {
    wiring.close();
  }

  @Test
  void shouldMapAnAnomalyWithNamesAndWallClockTime() throws InterruptedException {
    wiring.accept(Records.created("/opt/gone"));
    wiring.accept(Records.window(EventKind.ANOMALY, 0b10000001, 2, 1, 1 + (1 << 10 | 11)));
    wiring.next();
    Outgoing outgoing = wiring.next();

    assertThat(outgoing.topic()).isEqualTo(Topics.ANOMALIES);
    assertThat(outgoing.key()).isEqualTo("host-1");
    Anomaly anomaly = (Anomaly) whole(outgoing);
    assertThat(anomaly.getHost()).isEqualTo(wiring.identity.host());
    assertThat(anomaly.getSource()).isEqualTo(new Source("run-1", 1L));
    assertThat(anomaly.getTime()).isEqualTo(wiring.clock.wall(1_000_000_007L));
    assertThat(anomaly.getExecutable().getId()).isEqualTo("path:/opt/gone");
    assertThat(anomaly.getExecutable().getPath()).isEqualTo("/opt/gone");
    assertThat(anomaly.getExecutable().getProfileKey()).isEqualTo(Records.PROFILE_KEY);
    assertThat(anomaly.getProcess().getUid()).isEqualTo(4_294_967_295L);
    assertThat(anomaly.getProcess().getComm()).isEqualTo("a name of 15 by");
    assertThat(anomaly.getProcess().getContainerId()).isNull();
    assertThat(anomaly.getWindow())
        .containsExactly(
            new Call(CallTable.NATIVE, 1, "write"),
            new Call(CallTable.NATIVE, 0, "read"),
            new Call(CallTable.COMPAT, 11, "execve"));
    assertThat(anomaly.getMismatches()).containsExactly(1, 8);
    assertThat(anomaly.getLfc()).isEqualTo(128);
    assertThat(anomaly.getState()).isEqualTo(State.NORMAL);
    assertThat(anomaly.getHeldBack()).isEqualTo(23);
    assertThat(anomaly.getRaisedByPairs()).isTrue();
    assertThat(anomaly.getRaisedByScore()).isTrue();
    assertThat(anomaly.getScore()).isEqualTo(60_001);
    assertThat(anomaly.getMissingGram()).isTrue();
    assertThat(anomaly.getMissingGrams()).isEqualTo(173);
    assertThat(anomaly.getCallSetDistance()).isEqualTo(997);
    assertThat(anomaly.getCounters()).isEqualTo(new ProfileCounters(101L, 103L, 107L, 109L, 113L));
  }

  @Test
  void shouldKeyANewSequenceByItsExecutable() throws InterruptedException {
    wiring.accept(Records.created("/opt/gone"));
    wiring.accept(Records.window(EventKind.SEQUENCE, 0b10, 2, 1, 1));
    wiring.next();
    Outgoing outgoing = wiring.next();

    assertThat(outgoing.topic()).isEqualTo(Topics.NEW_SEQUENCES);
    assertThat(outgoing.key()).isEqualTo("path:/opt/gone");
    assertThat(((NewSequence) whole(outgoing)).getNewDistances()).containsExactly(2);
  }

  @Test
  void shouldPublishANewProfileAsAState() throws InterruptedException {
    wiring.accept(Records.created("/opt/gone"));
    Outgoing outgoing = wiring.next();

    assertThat(outgoing.topic()).isEqualTo(Topics.PROFILE_STATES);
    assertThat(outgoing.key()).isEqualTo(PROFILE);
    assertThat(state(outgoing).getReason()).isEqualTo(dev.phleet.schemas.event.StateReason.CREATED);
    assertThat(state(outgoing).getPreviousState()).isEqualTo(State.TRAINING);
    assertThat(state(outgoing).getNormalTime()).isNull();
    assertThat(state(outgoing).getFirstSeen()).isEqualTo(wiring.clock.wall(127_000));
  }

  @Test
  void shouldKnowEveryReasonOfTheKernel() throws InterruptedException {
    for (StateReason reason : StateReason.values()) {
      wiring.accept(Records.state(ProfileState.NORMAL, ProfileState.TRAINING, reason));
      Outgoing outgoing = wiring.next();
      while (wiring.queue.size() > 0) {
        assertThat(wiring.mapper.map(wiring.queue.take().orElseThrow())).as("pairs").isEmpty();
      }

      assertThat(state(outgoing).getReason().name()).isEqualTo(reason.name());
      assertThat(state(outgoing).getPreviousState()).isEqualTo(State.NORMAL);
      assertThat(state(outgoing).getState()).isEqualTo(State.TRAINING);
    }
  }

  @Test
  void shouldSayThatARefreshChangedNoState() throws InterruptedException {
    Counters counters =
        new Counters(1, 2, 3, 4, 5, 6, 7, 9_000_000, ProfileState.FROZEN, 10, 11, true);
    ProfileRow row = new ProfileRow(Records.PROFILE_KEY, 0, counters);
    wiring.queue.offer(new Draft.Refreshed(row, wiring.clock.now()));
    Outgoing outgoing = wiring.next();

    assertThat(outgoing.key()).isEqualTo(PROFILE);
    assertThat(state(outgoing).getReason())
        .isEqualTo(dev.phleet.schemas.event.StateReason.REFRESHED);
    assertThat(state(outgoing).getPreviousState()).isEqualTo(State.FROZEN);
    assertThat(state(outgoing).getNormalTime()).isEqualTo(wiring.clock.wall(9_000_000));
    assertThat(state(outgoing).getIgnored()).isTrue();
  }

  @Test
  void shouldSayThatAProfileWasReadBackFromDisk() throws InterruptedException {
    Counters counters = new Counters(1, 2, 3, 4, 5, 6, 7, 0, ProfileState.NORMAL, 10, 11, false);
    ProfileRow row = new ProfileRow(Records.PROFILE_KEY, 0, counters);
    wiring.queue.offer(new Draft.Loaded(row, wiring.clock.now()));
    Outgoing outgoing = wiring.next();

    assertThat(outgoing.key()).isEqualTo(PROFILE);
    assertThat(state(outgoing).getReason()).isEqualTo(dev.phleet.schemas.event.StateReason.LOADED);
    assertThat(state(outgoing).getState()).isEqualTo(State.NORMAL);
  }

  @Test
  void shouldMakeTheRecordOfAProfileThatIsGoneVoidWithoutUsingUpANumber()
      throws InterruptedException {
    wiring.queue.offer(new Draft.Gone(Topics.PROFILE_STATES, 0xfe00000001L));
    wiring.accept(Records.created("/opt/gone"));

    Outgoing gone = wiring.next();
    assertThat(gone.topic()).isEqualTo(Topics.PROFILE_STATES);
    assertThat(gone.key()).isEqualTo("host-1/000000fe00000001");
    assertThat(gone.value()).isNull();
    assertThat(state(wiring.next()).getSource().getSequence()).isEqualTo(1);
  }

  @Test
  void shouldCountARejectedRecordAndUseUpItsNumber() throws InterruptedException {
    ByteBuffer whole = Records.window(EventKind.ANOMALY, 1, 2, 1);
    wiring.accept(whole.duplicate().order(whole.order()).limit(100));
    wiring.accept(whole);

    assertThat(wiring.intake.rejected()).containsEntry("wrong-length", 1L);
    Anomaly anomaly = (Anomaly) whole(wiring.next());
    assertThat(anomaly.getSource().getSequence()).isEqualTo(2);
  }

  private static SpecificRecord whole(Outgoing outgoing) {
    return ((WindowRecord) outgoing.value()).whole();
  }

  private static dev.phleet.schemas.event.ProfileState state(Outgoing outgoing) {
    return (dev.phleet.schemas.event.ProfileState) outgoing.value();
  }
}
