package dev.phleet.collector.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Fork, exec, exit and signals. */
class ModelTasksTest {
  private static final ModelSettings SHORT = ModelSettings.defaults().withWindowLength(3);
  private static final int CHILD = 2;

  @Test
  void shouldGiveTheChildTheWindowOfItsParent() {
    Play play = new Play(SHORT);
    play.calls("AB");

    play.detector().fork(Play.TASK, CHILD);

    assertThat(Play.told(play.calls(CHILD, "C"))).containsExactly("N[1, 2]");
    assertThat(play.calls("C")).as("its own window, the same pairs").isEmpty();
    assertThat(play.counters().calls()).isEqualTo(4);
  }

  @Test
  void shouldGiveTheChildAnEmptyLocalityFrame() {
    Play play = Play.normalAfterEighteenCalls(30, 12);
    play.calls("CAB");

    play.detector().fork(Play.TASK, CHILD);

    ModelTask child = play.detector().task(CHILD).orElseThrow();
    assertThat(child.lfc()).isZero();
    assertThat(child.maxLfc()).isZero();
    assertThat(play.task().lfc()).isEqualTo(3);
  }

  @Test
  void shouldGiveTheChildTheWindowsThatSignalsInterrupted() {
    Play play = new Play(SHORT);
    play.calls("AB");
    play.detector().signal(Play.TASK);

    play.detector().fork(Play.TASK, CHILD);
    play.detector().signalReturn(CHILD, Play.code('R'), 99);

    assertThat(play.profile().training())
        .contains(
            new Pair(Play.code('R'), Play.code('B'), 1),
            new Pair(Play.code('R'), Play.code('A'), 2));
    assertThat(play.task().signalDepth()).isEqualTo(1);
  }

  @Test
  void shouldMoveToAnotherProfileWithNothingCarriedOver() {
    Play play = Play.normalAfterEighteenCalls(30, 12);
    play.calls("C");
    play.detector().signal(Play.TASK);

    play.detector().exec(Play.TASK, 23);

    assertThat(play.calls("A")).as("no pair in an empty window").isEmpty();
    assertThat(play.detector().profile(23).counters().calls()).isEqualTo(1);
    assertThat(play.counters().calls()).isEqualTo(19);
    assertThat(play.task().signalDepth()).isZero();
    assertThat(play.task().maxLfc()).isZero();
  }

  @Test
  void shouldRecordNothingOfATaskThatHasEnded() {
    Play play = new Play(SHORT);
    play.calls("AB");

    play.detector().exit(Play.TASK);

    assertThat(play.calls("C")).isEmpty();
    assertThat(play.counters().calls()).isEqualTo(2);
  }

  @Test
  void shouldResumeTheInterruptedWindowAndRecordTheReturnInIt() {
    Play play = new Play(SHORT);
    play.calls("AB");

    play.detector().signal(Play.TASK);
    assertThat(play.calls("C")).as("an empty window in the handler").isEmpty();
    assertThat(Play.told(play.signalReturn('R'))).containsExactly("N[1, 2]");

    assertThat(play.profile().training())
        .containsExactlyInAnyOrder(
            new Pair(Play.code('B'), Play.code('A'), 1),
            new Pair(Play.code('R'), Play.code('B'), 1),
            new Pair(Play.code('R'), Play.code('A'), 2));
  }

  @Test
  void shouldPopNothingWithoutASignal() {
    Play play = new Play(SHORT);
    play.calls("AB");

    assertThat(Play.told(play.signalReturn('R'))).containsExactly("N[1, 2]");
  }

  @Test
  void shouldKeepPushesAndPopsMatchedBelowTheDeepestFrame() {
    Play play = new Play(SHORT.withSignalFrames(1));
    play.calls("AB");
    play.detector().signal(Play.TASK);
    play.calls("CD");
    play.detector().signal(Play.TASK);
    play.calls("E");

    assertThat(play.signalReturn('R')).as("CD was not saved").isEmpty();
    assertThat(play.task().signalDepth()).isEqualTo(1);
    assertThat(Play.told(play.signalReturn('R'))).as("AB was").containsExactly("N[1, 2]");
    assertThat(play.task().signalDepth()).isZero();
  }
}
