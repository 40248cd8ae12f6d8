package dev.phleet.collector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What an administrator can do. */
class ModelOperationsTest {
  private static final ModelSettings SHORT = ModelSettings.defaults().withWindowLength(3);

  @Test
  void shouldTestAgainstWhatItKnowsOnceNormalized() {
    Play play = new Play(SHORT);
    play.calls("ABAB");

    Outcome outcome = play.detector().normalize(Play.PROFILE);

    assertThat(outcome)
        .isEqualTo(
            new Outcome.StateChange(
                Play.PROFILE,
                ModelState.TRAINING,
                ModelState.NORMAL,
                ModelReason.NORMALIZED,
                new ModelCounters(4, 0, 0, 3, 0, 4, 2, ModelState.NORMAL)));
    assertThat(play.profile().test()).hasSize(4);
    assertThat(play.calls("AB")).isEmpty();
    assertThat(Play.told(play.calls("C"))).containsExactly("N[1, 2]", "A[1, 2]");
  }

  @Test
  void shouldEmptyTheLocalityFramesButNotTheWindowsWhenNormalized() {
    Play play = Play.normalAfterEighteenCalls(30, 12);
    play.calls("CAB");

    play.detector().normalize(Play.PROFILE);

    assertThat(play.task().lfc()).isZero();
    assertThat(play.task().maxLfc()).isEqualTo(3);
    assertThat(play.counters().anomalies()).isZero();
    assertThat(play.task().window().calls().get(0)).isEqualTo(Play.code('B'));
    assertThat(play.calls("ABCAB")).as("learned by then").isEmpty();
  }

  @Test
  void shouldTrainWithAllDataOnceTolerized() {
    Play play = Play.normalAfterEighteenCalls(30, 12);
    play.calls("C");

    play.detector().tolerize(Play.PROFILE);

    assertThat(play.counters())
        .isEqualTo(new ModelCounters(19, 1, 0, 4, 1, 6, 3, ModelState.TRAINING));
    assertThat(play.profile().test()).hasSize(4);
    assertThat(Play.told(play.calls("A"))).containsExactly("N[1, 2]");
  }

  @Test
  void shouldForgetOnlyTheTrainingDataOnceSensitized() {
    Play play = Play.normalAfterEighteenCalls(30, 12);
    play.calls("C");

    play.detector().sensitize(Play.PROFILE);

    assertThat(play.counters())
        .isEqualTo(new ModelCounters(19, 0, 0, 0, 1, 0, 3, ModelState.NORMAL));
    assertThat(play.profile().test()).hasSize(4);
    assertThat(play.task().lfc()).isEqualTo(1);
    assertThat(Play.told(play.calls("C"))).containsExactly("N[1, 2]", "A[1, 2]");
  }

  @Test
  void shouldForgetEverythingOnceReset() {
    Play play = Play.normalAfterEighteenCalls(30, 12);
    play.calls("C");
    play.detector().signal(Play.TASK);

    play.detector().reset(Play.PROFILE);

    assertThat(play.counters())
        .isEqualTo(new ModelCounters(0, 0, 0, 0, 0, 0, 0, ModelState.TRAINING));
    assertThat(play.profile().test()).isEmpty();
    assertThat(play.task().lfc()).isZero();
    assertThat(play.task().signalDepth()).isZero();
    assertThat(play.calls("A")).as("the window is empty").isEmpty();
    assertThat(play.counters().calls()).isEqualTo(1);
  }

  @Test
  void shouldRecordNothingOfAnIgnoredProfileAndStartAfreshWhenWatched() {
    Play play = new Play(SHORT);
    play.calls("AB");

    play.detector().ignore(Play.PROFILE);
    assertThat(play.calls("CDEFG")).isEmpty();
    assertThat(play.counters().calls()).isEqualTo(2);
    play.detector().watch(Play.PROFILE);

    assertThat(play.calls("A")).as("the window is empty").isEmpty();
    assertThat(play.counters().calls()).isEqualTo(3);
    assertThat(play.calls("B")).isEmpty();
    assertThat(Play.told(play.calls("A"))).containsExactly("N[1, 2]");
  }

  @Test
  void shouldRecordNothingWhileMonitoringIsOff() {
    Play play = new Play(SHORT);
    play.calls("AB");

    play.detector().change(SHORT.withSwitches(true, false));
    assertThat(play.calls("CDEFG")).isEmpty();
    play.detector().change(SHORT);

    assertThat(play.calls("A")).as("the window is empty").isEmpty();
    assertThat(play.counters().calls()).isEqualTo(3);
  }

  @Test
  void shouldKeepWindowsWhenOtherSettingsChange() {
    Play play = new Play(SHORT);
    play.calls("AB");

    play.detector().change(SHORT.withWindowLength(9));

    assertThat(Play.told(play.calls("ABA"))).containsExactly("N[1, 2]", "N[2, 3]", "N[3, 4]");
  }

  @Test
  void shouldSayThatThereIsNoSuchProfile() {
    Play play = new Play(SHORT);

    assertThatThrownBy(() -> play.detector().reset(23)).hasMessage("no profile with key 23");
  }
}
