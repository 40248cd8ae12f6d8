package dev.phleet.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.detector.Limits;
import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.detector.Replay;
import dev.phleet.collector.detector.Settings;
import dev.phleet.collector.detector.SettingsBuilder;
import dev.phleet.collector.event.Counters;
import dev.phleet.collector.event.EventDecoder;
import dev.phleet.collector.event.EventKind;
import dev.phleet.collector.event.KernelEvent;
import dev.phleet.collector.event.WindowEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What grams and sets of calls see that pairs do not. No hook is attached. */
@NeedsKernel
class OpinionKernelTest {
  private static final long KEY = 23;
  private static final int RISING = 1;
  private static final int FALLING = 2;

  private Detector detector;
  private Replay replay;

  @BeforeEach
  void learn() {
    detector = Detector.load(Settings.defaults(), new Limits(1 << 20, 16));
    detector.apply(exact().score(900, 4).build());
    replay = detector.replay();
    // Ten calls, rising in one task and falling in the next, and one task that does both.
    for (List<Integer> codes : List.of(loop(RISING), loop(FALLING), both())) {
      replay.exec(0, KEY);
      replay.calls(0, codes, 1);
      replay.exit(0);
    }
    replay.exec(1, KEY);
    detector.administer(Operation.NORMALIZE, KEY);
    anomalies();
  }

  @AfterEach
  void close() {
    detector.close();
  }

  @Test
  void shouldMissNothingInWhatWasLearned() {
    replay.exec(0, KEY);
    List<Replay.Outcome> outcomes = replay.calls(0, loop(RISING), 2);

    assertThat(outcomes).noneMatch(Replay.Outcome::gramMissing);
    assertThat(replay.exit(0)).isEqualTo(new Replay.End(0, 0));
    assertThat(anomalies()).isEmpty();
  }

  @Test
  void shouldMissTheGramOfAnOrderWhosePairsAreAllKnown() {
    replay.exec(0, KEY);
    List<Replay.Outcome> outcomes = replay.calls(0, List.of(101, 102, 101, 102, 101, 102), 2);

    Replay.Outcome last = outcomes.get(outcomes.size() - 1);
    assertThat(last.gramMissing()).isTrue();
    assertThat(counters().gramMisses()).isEqualTo(1);
  }

  @Test
  void shouldTellOnceOfATaskThatUsesFewOfTheCallsOfOthers() {
    replay.exec(0, KEY);
    replay.calls(0, List.of(101, 102), 2);
    Replay.End end = replay.exit(0);

    assertThat(end.setDistance()).as("8 of 10 calls are not there").isEqualTo(800);
    assertThat(end.score()).isEqualTo(4 * 800);
    List<WindowEvent> told = anomalies();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).missingDistances()).isEmpty();
    assertThat(told.get(0).score().raisedByScore()).isTrue();
    assertThat(told.get(0).score().raisedByPairs()).isFalse();
    assertThat(counters().scoresOver()).isEqualTo(1);
    assertThat(counters().anomalies()).as("of the pairs").isZero();
  }

  @Test
  void shouldTellOfEachTaskWithTheSameStrangeSetHoweverOftenItComes() {
    for (int task = 0; task < 3; task++) {
      assertThat(endOf(List.of(101, 102)).setDistance()).as("task %d", task).isEqualTo(800);
      assertThat(endOf(loop(RISING)).setDistance()).as("a known one in between").isZero();
    }
    assertThat(anomalies()).hasSize(3);
  }

  @Test
  void shouldNotTakeASetForKnownThatWasFamiliarToOtherData() {
    detector.administer(Operation.TOLERIZE, KEY);
    for (int task = 0; task < 3; task++) {
      endOf(List.of(101, 102));
    }
    detector.administer(Operation.NORMALIZE, KEY);
    assertThat(endOf(List.of(101, 102)).setDistance()).as("it was learned").isZero();
    detector.administer(Operation.RESET, KEY);
    endOf(loop(RISING));
    detector.administer(Operation.NORMALIZE, KEY);
    assertThat(endOf(loop(RISING)).setDistance()).isZero();
    assertThat(endOf(List.of(101, 102)).setDistance()).as("it was forgotten").isEqualTo(800);
  }

  @Test
  void shouldMeasureEachOfTheStrangeSetsThatComeAgainInTurn() {
    for (int task = 0; task < 3; task++) {
      assertThat(endOf(List.of(101, 102)).setDistance()).as("8 of 10").isEqualTo(800);
      assertThat(endOf(List.of(101, 102, 103)).setDistance()).as("7 of 10").isEqualTo(700);
      assertThat(endOf(List.of(101, 102, 103)).setDistance()).as("and at once").isEqualTo(700);
      assertThat(endOf(loop(FALLING)).setDistance()).as("a known one in between").isZero();
    }
    assertThat(counters().callSets()).as("each is learned once").isEqualTo(3);
  }

  @Test
  void shouldMeasureAStrangeSetAnewWhenWhatIsKnownIsOther() {
    endOf(List.of(101, 102));
    assertThat(endOf(List.of(101, 102)).setDistance()).isEqualTo(800);
    detector.administer(Operation.RESET, KEY);
    endOf(List.of(101, 102, 103, 104));
    detector.administer(Operation.NORMALIZE, KEY);
    endOf(List.of(101, 102));
    assertThat(endOf(List.of(101, 102)).setDistance())
        .as("the second set again, beside one that is tested again")
        .isEqualTo(500);
  }

  @Test
  void shouldMeasureAStrangeSetAgainstTheOldDataWhileNewIsLearned() {
    detector.administer(Operation.SENSITIZE, KEY);
    for (int task = 0; task < 3; task++) {
      assertThat(endOf(List.of(101, 102)).setDistance()).as("not tested").isEqualTo(800);
      assertThat(endOf(loop(RISING)).setDistance()).as("tested").isZero();
    }
    assertThat(counters().callSets()).as("both are learned").isEqualTo(2);
    detector.administer(Operation.NORMALIZE, KEY);
    assertThat(endOf(List.of(101, 102)).setDistance()).as("tested, too").isZero();
    assertThat(endOf(List.of(101, 103)).setDistance()).isEqualTo(666);
  }

  private Replay.End endOf(List<Integer> codes) {
    replay.exec(0, KEY);
    replay.calls(0, codes, 2);
    return replay.exit(0);
  }

  @Test
  void shouldKeepQuietWhenSwitchedOff() {
    detector.apply(exact().secondOpinions(false, false).build());
    replay.exec(0, KEY);
    List<Replay.Outcome> outcomes = replay.calls(0, List.of(101, 102, 101, 102, 101, 102), 2);

    assertThat(outcomes).noneMatch(Replay.Outcome::gramMissing);
    assertThat(replay.exit(0).setDistance()).isZero();
  }

  @Test
  void shouldTakeWhatItHasLearnedMeanwhileForKnownWhenItIsMissedAgainAndAgain() {
    List<Integer> codes = IntStream.range(0, 128).map(i -> 101 + i % 2).boxed().toList();
    // Their pairs are learned, their grams are not.
    detector.apply(exact().secondOpinions(false, true).tolerizeLimit(128).build());
    replay.exec(0, KEY);
    replay.calls(0, codes, 2);
    detector.administer(Operation.NORMALIZE, KEY);
    detector.apply(exact().anomalyLimit(1).score(0, 0).build());
    replay.exec(0, KEY);
    List<Replay.Outcome> outcomes = replay.calls(0, codes, 2);

    assertThat(outcomes.get(20).gramMissing()).isTrue();
    assertThat(counters().gramMisses()).as("32 for each anomaly that is allowed").isEqualTo(32);
    assertThat(outcomes.get(127).gramMissing()).isFalse();
  }

  private static SettingsBuilder exact() {
    return Settings.defaults().edit().batch(1).newSequences(false);
  }

  /** Both directions with every distance between any two of the ten calls. */
  private static List<Integer> both() {
    List<Integer> codes = new ArrayList<>();
    for (int step = 1; step <= 9; step++) {
      for (int i = 0; i < 40; i++) {
        codes.add(101 + i * step % 10);
        codes.add(101 + i * step % 10);
      }
    }
    return codes;
  }

  private static List<Integer> loop(int direction) {
    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      codes.add(direction == RISING ? 101 + i % 10 : 110 - i % 10);
    }
    return codes;
  }

  private Counters counters() {
    return detector.profile(KEY).orElseThrow().counters();
  }

  private List<WindowEvent> anomalies() {
    List<WindowEvent> told = new ArrayList<>();
    detector.poll(
        Duration.ZERO,
        bytes -> {
          KernelEvent event = (KernelEvent) EventDecoder.decode(bytes);
          if (event.header().kind() == EventKind.ANOMALY) {
            told.add((WindowEvent) event);
          }
        });
    return told;
  }
}
